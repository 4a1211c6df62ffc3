package dev.holdfast.transport.config;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the way to a machine from what a playbook, the command line and `ssh_config` say of it,
/// with the precedence that `ssh` itself gives them when Ansible starts it.
///
/// What is set for the machine (user, password, key, host-key checking) never holds for its jump
/// hosts: those have only the configuration files and what stands in their own `ProxyCommand`.
public final class SshResolver {
  private static final int MOST_HOPS = 16;

  private final Surroundings surroundings;

  public SshResolver(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// @throws TransportException with [Reason#CONFIGURATION] when the options cannot be followed
  public Target.Ssh resolve(SshRequest request) {
    Options options = new Options();
    try {
      Optional<String> file = arguments(request, options);
      return route(new HopBuilder(surroundings, request), request.host(), options, file, 0, true);
    } catch (ConfigException e) {
      throw new TransportException(
          Reason.CONFIGURATION, "SSH options for " + request.host() + ": " + e.getMessage(), e);
    }
  }

  /// In the order in which Ansible puts them on `ssh`'s command line.
  private static Optional<String> arguments(SshRequest request, Options options) {
    Optional<String> file = words(request.arguments().ssh(), options);
    if (!request.hostKeyChecking()) {
      options.put("stricthostkeychecking", List.of("no"));
    }
    request.port().ifPresent(port -> options.put("port", List.of(Integer.toString(port))));
    request.keyFile().ifPresent(path -> options.put("identityfile", List.of(path)));
    request.user().ifPresent(user -> options.put("user", List.of(user)));
    options.put("connecttimeout", List.of(Long.toString(request.timeout().toSeconds())));
    Optional<String> second = words(request.arguments().common(), options);
    Optional<String> third = words(request.arguments().extra(), options);
    return file.or(() -> second).or(() -> third);
  }

  private static Optional<String> words(String text, Options options) {
    SshCommandLine line = SshCommandLine.parse(ArgumentSplitter.split(text), options);
    line.destination()
        .ifPresent(word -> {
          throw new ConfigException("\"" + word + "\" is not an option of ssh");
        });
    return line.configFile();
  }

  private Target.Ssh route(
      HopBuilder builder,
      String host,
      Options options,
      Optional<String> file,
      int depth,
      boolean ownProxy) {
    if (depth > MOST_HOPS) {
      throw new ConfigException("more than " + MOST_HOPS + " jump hosts; is there a loop?");
    }
    new SshConfig(surroundings, host, options).read(file);
    Hop hop = builder.build(host, options);
    Optional<String> jumps = options.some("proxyjump");
    if (ownProxy && jumps.isPresent()) {
      return behind(jumps(expand(jumps.get(), host, options), file, depth), hop);
    }
    Optional<String> command = options.some("proxycommand");
    if (ownProxy && command.isPresent()) {
      String text = builder.tokens(host, options).command(command.get());
      return through(ProxyForm.parse(text, surroundings), hop, depth);
    }
    return new Target.Ssh(List.of(), hop);
  }

  private String expand(String jumps, String host, Options options) {
    return jumps.indexOf('%') < 0
        ? jumps
        : new HopBuilder(surroundings, SshRequest.of(host)).tokens(host, options).command(jumps);
  }

  /// `a,b`: b is reached through a, and a as its own configuration says.
  private Target.Ssh jumps(String list, Optional<String> file, int depth) {
    Optional<Target.Ssh> way = Optional.empty();
    for (String part : list.split(",")) {
      Destination jump = Destination.parse(part.strip(), true);
      Options options = new Options();
      Target.Ssh next = jump(jump, options, Optional.empty(), file, depth, way.isEmpty());
      way = Optional.of(way.isEmpty() ? next : behind(way.get(), next.host()));
    }
    return way.orElseThrow();
  }

  private Target.Ssh jump(
      Destination jump,
      Options options,
      Optional<Secret> password,
      Optional<String> file,
      int depth,
      boolean ownProxy) {
    jump.user().ifPresent(user -> options.put("user", List.of(user)));
    jump.port().ifPresent(port -> options.put("port", List.of(Integer.toString(port))));
    SshRequest request = SshRequest.of(jump.host());
    HopBuilder builder =
        new HopBuilder(surroundings, password.map(request::withPassword).orElse(request));
    return route(builder, jump.host(), options, file, depth + 1, ownProxy);
  }

  private Target.Ssh through(ProxyForm form, Hop hop, int depth) {
    return switch (form) {
      case ProxyForm.Shell shell -> new Target.Ssh(Optional.of(shell.command()), List.of(), hop);
      case ProxyForm.Direct direct ->
          new Target.Ssh(List.of(), HopBuilder.at(hop, direct.host(), direct.port()));
      case ProxyForm.Jump jump -> {
        Target.Ssh way =
            jump(jump.jump(), jump.options(), jump.password(), jump.configFile(), depth, true);
        Hop last = way.host();
        Hop relay = jump.relay().map(text -> HopBuilder.relayed(last, text)).orElse(last);
        Hop end =
            jump.forward()
                .map(where -> HopBuilder.at(hop, where.host(), where.port().orElse(hop.port())))
                .orElse(hop);
        yield behind(new Target.Ssh(way.command(), way.hops(), relay), end);
      }
    };
  }

  private static Target.Ssh behind(Target.Ssh way, Hop host) {
    List<Hop> hops = new ArrayList<>(way.hops());
    hops.add(way.host());
    return new Target.Ssh(way.command(), hops, host);
  }

  /// The name that `ssh` connects to: in lower case.
  static String effective(Options options, String original) {
    return Tokens.hostName(options, original).toLowerCase(Locale.ROOT);
  }
}
