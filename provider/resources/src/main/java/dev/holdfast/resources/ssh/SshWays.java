package dev.holdfast.resources.ssh;

import dev.holdfast.engine.run.Way;
import dev.holdfast.framework.schema.Durations;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `ssh` objects come to, with the provider's profiles.
public final class SshWays {
  private static final String DEFAULT = "default";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LONGEST_PAUSE = 30;

  private final SshAccess access;

  public SshWays(SshAccess access) {
    this.access = access;
  }

  /// The way to a machine.
  ///
  /// @param at where the object stands
  /// @throws StepFailure that says what is missing
  public Way to(Path at, Value ssh) {
    Duration patience = connecting(ssh);
    List<Target.Hop> jumps = new ArrayList<>();
    List<Value> parts = Values.attribute(ssh, "jumps").parts();
    for (int index = 0; index < parts.size(); index++) {
      jumps.add(hop(at.attribute("jumps").index(index), parts.get(index), patience));
    }
    return new Way(
        new Target.Ssh(jumps, hop(at, ssh, patience)),
        profile(at, ssh).becomePassword().map(Secret::of));
  }

  /// Whether work is done as another user.
  public static boolean becomes(Value ssh) {
    return Values.bool(Values.attribute(ssh, "become")).orElse(false);
  }

  /// How often to try again to reach a machine that does not answer yet, for the runner's variable
  /// `ansible_ssh_retries`.
  public static int retries(Value ssh) {
    return retries(duration(ssh, "reachable").orElse(Duration.ZERO));
  }

  /// How often to try again so that the pauses in between (1, 3, 7, 15, then 30 s) last that long.
  static int retries(Duration patience) {
    long left = patience.toSeconds();
    int tries = 0;
    while (left > 0) {
      left -= Math.min(LONGEST_PAUSE, (1L << Math.min(tries, 5)) - 1);
      tries++;
    }
    return tries;
  }

  private static Duration connecting(Value ssh) {
    return duration(ssh, "connect").orElse(CONNECT);
  }

  private static Optional<Duration> duration(Value ssh, String name) {
    return text(Values.attribute(ssh, "timeouts"), name).flatMap(Durations::parse);
  }

  private Target.Hop hop(Path at, Value server, Duration patience) {
    SshAccess.Profile profile = profile(at, server);
    return new Target.Hop(
        text(server, "host").orElseThrow(() -> new IllegalStateException("no host at " + at)),
        Values.number(Values.attribute(server, "port")).map(BigDecimal::intValue).orElse(22),
        Optional.of(text(server, "user").or(profile::user).orElse("root")),
        credentials(at, profile),
        keys(at, server),
        patience);
  }

  private SshAccess.Profile profile(Path at, Value server) {
    Optional<String> named = text(server, "profile");
    SshAccess.Profile found = access.profiles().get(named.orElse(DEFAULT));
    if (found != null) {
      return found;
    }
    if (named.isPresent()) {
      throw StepFailure.of(
          at.attribute("profile"),
          "Unknown SSH profile",
          "The provider's ssh.profiles have no \"%s\"; there %s."
              .formatted(
                  named.get(), listed(access.profiles().keySet().stream().sorted().toList())));
    }
    return SshAccess.Profile.NONE;
  }

  private static String listed(List<String> names) {
    return names.isEmpty()
        ? "are none"
        : "are " + names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  private List<Target.Credential> credentials(Path at, SshAccess.Profile profile) {
    List<Target.Credential> all = new ArrayList<>();
    Optional<Secret> passphrase = profile.passphrase().map(Secret::of);
    profile
        .privateKey()
        .ifPresent(key -> all.add(new Target.Credential.KeyText(Secret.of(key), passphrase)));
    profile
        .privateKeyFile()
        .ifPresent(
            file -> all.add(new Target.Credential.KeyFile(file, passphrase, Optional.empty())));
    if (profile.agent()) {
      access.agent().ifPresent(socket -> all.add(new Target.Credential.Agent(socket)));
    }
    profile
        .password()
        .ifPresent(password -> all.add(new Target.Credential.Password(Secret.of(password))));
    if (all.isEmpty()) {
      throw StepFailure.of(
          at,
          "Nothing to log in with",
          "There is no profile for "
              + at
              + " with a key or password, and the provider has no ssh.agent. Add a profile to the provider's "
              + "ssh.profiles, named \"default\" or named in profile here.");
    }
    return all;
  }

  private Target.HostKeys keys(Path at, Value server) {
    Optional<String> pinned = text(server, "host_key");
    if (pinned.isPresent()) {
      return new Target.HostKeys.Pinned(List.of(pinned.get()));
    }
    return access
        .knownHosts()
        .<Target.HostKeys>map(file ->
            new Target.HostKeys.KnownHosts(
                List.of(file), Target.HostKeys.Unknown.REFUSE, Optional.empty()))
        .orElseThrow(() ->
            StepFailure.of(
                at.attribute("host_key"),
                "Host key is not pinned",
                "Without host_key nobody can tell the server from another. Set it (ssh-keyscan prints it, compare it "
                    + "with what the machine's console says), or give the provider ssh.known_hosts."));
  }

  private static Optional<String> text(Value object, String name) {
    return Values.string(Values.attribute(object, name));
  }
}
