package dev.holdfast.lab.kube;

import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Job;
import dev.holdfast.engine.session.Member;
import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Session;
import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.lab.LabMachines;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.LabKey;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.MachineSpec;
import dev.holdfast.lab.ssh.MachineServer;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Truth;
import dev.holdfast.modules.Modules;
import dev.holdfast.transport.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Machines in memory that are to become a cluster, all behind a jump host, and the packaged
/// playbooks that run on them.
final class MemoryFleet implements AutoCloseable {
  /// A manifest in the shape of flannel's.
  private static final String FLANNEL =
      """
      kind: Namespace
      apiVersion: v1
      metadata:
        name: kube-flannel
      ---
      kind: ConfigMap
      apiVersion: v1
      metadata:
        name: kube-flannel-cfg
        namespace: kube-flannel
      data:
        cni-conf.json: |
          {"name": "cbr0", "cniVersion": "0.3.1", "plugins": [{"type": "flannel"}, {"type": "portmap"}]}
        net-conf.json: |
          {"Network": "10.0.0.0/8", "EnableNFTables": false, "Backend": {"Type": "vxlan"}}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-flannel-ds
        namespace: kube-flannel
      spec:
        template:
          spec:
            containers:
            - name: kube-flannel
              image: ghcr.io/flannel-io/flannel:v0.28.9
              args: [--ip-masq, --kube-subnet-mgr]
      """;

  private static final String MANIFEST = "https://lab.example/flannel.yml";

  private final LabKey key = LabKey.fresh();
  private final LabMachines machines = new LabMachines();
  private int number;
  private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
  private final Session session =
      new Session(
          Session.Setup.of(
              ProjectRoot.packaged(NodeProject.class, "holdfast/nodes", "site.yml"),
              Modules::named));

  MemoryFleet(List<String> names) {
    machines.world().web().put(MANIFEST, FLANNEL);
    add("jump");
    names.forEach(this::add);
  }

  private void add(String name) {
    number++;
    machines.start(
        MachineSpec.of(name, key.line()), Map.of("10.1.0.%d/24".formatted(10 + number), "home"));
  }

  LabMachines machines() {
    return machines;
  }

  DebianMachine machine(String name) {
    return machines.machine(name).orElseThrow().debian();
  }

  private MachineServer server(String name) {
    return machines.machine(name).orElseThrow().server();
  }

  FileView files(String name) {
    return machine(name).machine().files().as(Identity.ROOT);
  }

  String address(String name) {
    return machine(name).interfaces().sites().keySet().stream().findFirst().orElseThrow();
  }

  /// All paths of a machine with their contents, for comparing.
  Map<String, String> snapshot(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    collect(files(name), "", all);
    return all;
  }

  private static void collect(FileView files, String folder, Map<String, String> all) {
    for (String name : files.list(folder + "/")) {
      String path = folder + "/" + name;
      if (files.isLink(path)) {
        all.put(path, "-> " + files.target(path));
      } else if (files.isDirectory(path)) {
        all.put(path, "folder");
        collect(files, path, all);
      } else {
        all.put(path, files.text(path));
      }
    }
  }

  Way way(String name) {
    MachineServer jump = server("jump");
    String outside = jump.address().getAddress().getHostAddress();
    Target.Hop first = hop(outside, jump.address().getPort(), jump);
    return new Way(
        new Target.Ssh(List.of(first), hop(address(name), 22, server(name))), Optional.empty());
  }

  private Target.Hop hop(String host, int port, MachineServer server) {
    return new Target.Hop(
        host,
        port,
        Optional.of("debian"),
        List.of(new Target.Credential.KeyText(key.secret(), Optional.empty())),
        new Target.HostKeys.Pinned(List.of(server.hostKey())),
        Duration.ofSeconds(20));
  }

  /// Runs a playbook.
  ///
  /// @param hosts which machines take part, in order
  Outcome run(String playbook, List<String> hosts, DictValue more) throws InterruptedException {
    List<Member> members = new ArrayList<>();
    for (String name : hosts) {
      DictValue own = new DictValue();
      own.put("node_ip", Str.of(address(name)));
      Member member = Member.of(name, way(name)).with(own);
      members.add(member.in("nodes", name.startsWith("cp") ? "control_plane" : "worker"));
    }
    return run(playbook, more, members);
  }

  Outcome run(String playbook, DictValue more, List<Member> members) throws InterruptedException {
    DictValue variables = network();
    more.entries().forEach(variables::put);
    changed.clear();
    return session.run(Job.of(playbook, members).with(variables), this::heard);
  }

  /// What the network of the pods comes from.
  static DictValue network() {
    DictValue variables = new DictValue();
    variables.put("cni_manifest", Str.of(MANIFEST));
    variables.put(
        "cni_sha256", Str.of(Digest.SHA256.hex(FLANNEL.getBytes(StandardCharsets.UTF_8))));
    return variables;
  }

  /// A machine in a group of its own choice.
  Member member(String name, String... groups) {
    DictValue own = new DictValue();
    own.put("node_ip", Str.of(address(name)));
    return Member.of(name, way(name)).with(own).in(groups);
  }

  private void heard(Event event) {
    if (event instanceof Event.Ok ok
        && ok.result().result().get("changed").filter(Truth::of).isPresent()) {
      changed.add(ok.result().task().name());
    }
  }

  /// What a program of a machine prints to root.
  String told(String name, String... words) {
    Call call =
        new Call(
            machine(name).machine(),
            Identity.ROOT,
            List.of(words),
            Bytes.EMPTY,
            "/root",
            Identity.ROOT.environment());
    return machine(name).machine().run(call).text();
  }

  /// The names of the nodes that are ready, as a control plane tells.
  List<String> ready(String name) {
    return told(name, "kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", "get", "nodes")
        .lines()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[1].equals("Ready"))
        .map(words -> words[0])
        .toList();
  }

  /// The tasks of the last run that changed something.
  List<String> changed() {
    return changed.stream().distinct().sorted().toList();
  }

  @Override
  public void close() {
    session.close();
    machines.close();
  }
}
