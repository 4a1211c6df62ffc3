package dev.holdfast.resources.network;

import dev.holdfast.bootstrap.MeshMember;
import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.Host;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.client.netmaker.Node;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.resources.ssh.SshWays;
import dev.holdfast.resources.work.Fingerprint;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.resources.work.Stopping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Has a machine join the mesh over SSH, and takes it out again.
final class HostJoin implements AutoCloseable {
  private static final Path SSH = Path.of("ssh");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KEY_BYTES = 8;

  /// What the role `netclient` is told, by attribute; the object `client` has its own.
  private static final Map<String, String> TEXTS =
      Map.of(
          "version", "netclient_version",
          "repository", "netclient_repository",
          "repository_key", "netclient_repository_key",
          "suite", "netclient_repository_suite",
          "firewall", "netclient_firewall");

  private final MeshResource.Site site;
  private final Value.Obj host;
  private final NodeProject project;
  private final MeshMember member;

  /// @param waiting whether a machine that does not answer yet is waited for
  /// @throws StepFailure when the machine cannot be reached as the configuration says
  HostJoin(MeshResource.Site site, Value.Obj host, boolean waiting) {
    this.site = site;
    this.host = host;
    var way = new SshWays(site.ssh()).to(SSH, host.get("ssh"));
    this.project = NodeProject.packaged();
    DictValue inputs = inputs(host);
    int retries = waiting ? SshWays.retries(host.get("ssh")) : 0;
    if (retries > 0) {
      inputs.put("ansible_ssh_retries", Int.of(retries));
    }
    this.member = new MeshMember(project, _ -> {}, machine(), way, inputs);
  }

  /// Whether the machine is to be reached at all.
  static boolean wanted(Value host) {
    return !Values.attribute(host, "ssh").isNull();
  }

  /// The machine in messages of the runner.
  private String machine() {
    return MeshResource.text(host, "name")
        .or(() -> MeshResource.text(host.get("ssh"), "host"))
        .orElse("machine");
  }

  static DictValue inputs(Value.Obj host) {
    DictValue inputs = new DictValue();
    MeshResource.text(host, "name").ifPresent(name -> inputs.put("netclient_name", Str.of(name)));
    number(host, "mtu").ifPresent(mtu -> inputs.put("netclient_mtu", Int.of(mtu)));
    number(host, "listen_port").ifPresent(port -> inputs.put("netclient_port", Int.of(port)));
    MeshResource.text(host, "endpoint_ipv4")
        .or(() -> MeshResource.text(host, "endpoint_ipv6"))
        .ifPresent(address -> inputs.put("netclient_endpoint", Str.of(address)));
    Value client = host.get("client");
    TEXTS.forEach((attribute, input) ->
        MeshResource.text(client, attribute).ifPresent(text -> inputs.put(input, Str.of(text))));
    List<Str> components =
        Values.attribute(client, "components").parts().stream()
            .flatMap(part -> Values.string(part).stream())
            .map(Str::of)
            .toList();
    if (!Values.attribute(client, "components").isNull()) {
      inputs.put("netclient_repository_components", new ListValue(components));
    }
    Values.bool(Values.attribute(client, "trusted"))
        .ifPresent(trusted -> inputs.put("netclient_repository_trusted", Bool.of(trusted)));
    return inputs;
  }

  private static Optional<Long> number(Value.Obj host, String name) {
    return Values.number(host.get(name)).map(number -> number.longValue());
  }

  /// Brings the machine into its networks. One that is there already stays as it is.
  ///
  /// @return the host as the server has it then
  Host joined() {
    MeshMember.Facts facts = working("join the mesh", member::facts);
    // A run that was killed left its key.
    EnrollmentKeyResource.removeKey(site.access(), key());
    Optional<Host> known = known(facts.hostId()).filter(there -> isOf(there, facts));
    if (known.isPresent()) {
      // An earlier run came that far.
      install();
      return known.get();
    }
    // One that never registered is replaced without a word: each command of the client makes one.
    if (!facts.hostId().isEmpty() && !facts.servers().isEmpty()) {
      site.diagnostics()
          .warning(
              SSH,
              "Machine carried the identity of another host",
              "%s had the identity %s, which the server %s. It got one of its own: machines cloned from a template in which the client ran all carry the same."
                  .formatted(
                      machine(),
                      facts.hostId(),
                      known(facts.hostId()).isPresent()
                          ? "knows with another hardware address"
                          : "does not know"));
    }
    String id = registered(!facts.hostId().isEmpty()).hostId();
    return waiting("host %s to register".formatted(machine())).until(() -> known(id));
  }

  private Optional<Host> known(String id) {
    return client().hosts().list().stream().filter(there -> there.id().equals(id)).findFirst();
  }

  /// Whether a host of the server is this machine, and not the one it was cloned from.
  private static boolean isOf(Host there, MeshMember.Facts facts) {
    return there.macAddress().filter(facts.macs()::contains).isPresent();
  }

  private MeshMember.Facts registered(boolean fresh) {
    Secret token = JoinToken.make(site.access(), key(), networks());
    try {
      return working(
          "join the mesh",
          () -> member.register(dev.holdfast.transport.Secret.of(token.reveal()), fresh));
    } finally {
      EnrollmentKeyResource.removeKey(site.access(), key());
    }
  }

  /// The name of the key, the same in every run.
  private String key() {
    return "join-" + new Fingerprint().apart(machine()).digits(KEY_BYTES);
  }

  private List<String> networks() {
    return host.get("networks").parts().stream()
        .flatMap(each -> Values.string(each).stream())
        .sorted()
        .toList();
  }

  /// Waits until the server has given the machine its addresses and they are on its interface.
  void settled(String id) {
    List<String> addresses = new ArrayList<>();
    for (String network : networks()) {
      Node node =
          waiting("%s to enter network %s".formatted(machine(), network))
              .until(() ->
                  client().nodes().list(network).stream()
                      .filter(each -> each.hostId().equals(id))
                      .findFirst());
      Stream.of(node.address(), node.address6())
          .flatMap(Optional::stream)
          .filter(address -> !address.isEmpty())
          .forEach(addresses::add);
    }
    working(
        "get its addresses",
        () -> {
          member.await(addresses, PATIENCE);
          return true;
        });
  }

  private Waiting waiting(String what) {
    return new Waiting(
        site.access(),
        what,
        () ->
            "The machine has registered. Where the server approves devices, approve it there; else look at journalctl -u netclient on the machine.");
  }

  /// Installs the client as the configuration says.
  void install() {
    working(
        "install the client",
        () -> {
          member.install();
          return true;
        });
  }

  /// Takes the client off the machine; one that does not answer keeps it.
  void leave() {
    try {
      member.facts();
    } catch (NodeException e) {
      if (e.kind() != NodeException.Kind.UNREACHABLE) {
        throw failure("leave the mesh", e);
      }
      site.diagnostics()
          .warning(
              SSH,
              "Client is left on the machine",
              "%s does not answer: %s. The server forgets it; take the client off when it is back: apt-get purge netclient, rm -r /etc/netclient."
                  .formatted(machine(), e.getMessage()));
      return;
    }
    working(
        "leave the mesh",
        () -> {
          member.leave(false);
          return true;
        });
  }

  private <T> T working(String doing, Supplier<T> work) {
    try {
      return Stopping.run(site.access().pacer(), member::cancel, work);
    } catch (NodeException e) {
      throw failure(doing, e);
    }
  }

  private StepFailure failure(String doing, NodeException e) {
    String told =
        e.kind() != NodeException.Kind.STOPPED
            ? String.valueOf(e.getMessage())
            : CallContext.current().expired(site.access().pacer())
                ? "The time was up; raise the matching value of timeouts."
                : "The run was interrupted; apply again to go on.";
    return StepFailure.of(SSH, "Unable to have %s %s".formatted(machine(), doing), told);
  }

  private NetmakerClient client() {
    return site.access().client();
  }

  @Override
  public void close() {
    member.close();
    project.close();
  }
}
