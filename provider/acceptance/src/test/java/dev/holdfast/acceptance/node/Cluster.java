package dev.holdfast.acceptance.node;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Network;
import dev.holdfast.machines.Placement;
import dev.holdfast.machines.Residue;
import dev.holdfast.machines.Site;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Machines that a configuration makes a cluster of: control planes (`cp…`) in the open, workers
/// behind address translation and a jump host.
final class Cluster implements AutoCloseable {
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
          {"name": "cbr0", "cniVersion": "0.3.1", "plugins": [{"type": "flannel"}]}
        net-conf.json: |
          {"Network": "10.0.0.0/8", "EnableNFTables": false, "Backend": {"Type": "vxlan"}}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: kube-flannel-ds
        namespace: kube-flannel
        labels:
          app: flannel
      spec:
        selector:
          matchLabels:
            app: flannel
        template:
          metadata:
            labels:
              app: flannel
          spec:
            hostNetwork: true
            tolerations:
            - effect: NoSchedule
              operator: Exists
            containers:
            - name: kube-flannel
              image: ghcr.io/flannel-io/flannel:v0.28.9
              command: [/opt/bin/flanneld]
              args: [--ip-masq, --kube-subnet-mgr]
      """;

  /// All nodes of one configuration: what differs is in `local.nodes`.
  private static final String MAIN =
      """
      resource "k8s_node" "cp" {
        provider = holdfast
        for_each = local.cluster.control_planes

        name       = each.key
        role       = "control_plane"
        version    = "1.36.4"
        cluster    = local.cluster
        packages   = local.packages
        preflight  = { cgroup_v2 = false }
        labels     = local.labels
        on_destroy = { remove_packages = true }
      }

      resource "k8s_node" "worker" {
        provider = holdfast
        for_each = local.workers

        name       = each.key
        role       = "worker"
        version    = "1.36.4"
        cluster    = local.cluster
        ssh        = each.value.ssh
        network    = { node_ip = each.value.node_ip }
        packages   = local.packages
        preflight  = { cgroup_v2 = false }
        labels     = local.labels
        on_destroy = { force = true, timeout = "1m", remove_packages = true }
        after      = [for node in k8s_node.cp : node.node_uid]
      }
      """;

  private final Network network = Network.open();
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final Optional<Machine> jump;
  private final ReattachServer server =
      Serving.holdfast(new Families(_ -> Optional.empty(), Pacer.system()).named("holdfast"));
  final Workspace terraform = Workspace.traced(Published.orElse(() -> Providers.running(server)));

  Cluster(List<String> names) {
    network.offerFakes();
    Site cloud = network.site("cloud");
    List<Placement> placements = new ArrayList<>();
    boolean far = !names.stream().allMatch(Cluster::isPlane);
    Site home = far ? network.hidden("home") : cloud;
    names.forEach(name -> placements.add(Placement.of(name, isPlane(name) ? cloud : home)));
    if (far) {
      placements.add(Placement.of("jump", cloud).and(home));
    }
    List<Machine> started = network.start(placements);
    for (int i = 0; i < names.size(); i++) {
      machines.put(names.get(i), started.get(i));
    }
    jump = far ? Optional.of(started.getLast()) : Optional.empty();
    write(manifest(), FLANNEL);
    machines.values().parallelStream().forEach(Cluster::prepare);
    terraform.file("provider.tf", provider()).file("main.tf", MAIN);
  }

  private static boolean isPlane(String name) {
    return name.startsWith("cp");
  }

  /// Helpers stay when a node leaves, so they are there before.
  private static void prepare(Machine machine) {
    machine
        .run(
            """
            rm -f /etc/apt/sources.list.d/*
            echo 'deb [trusted=yes] file:/srv/repository/debian ./' > /etc/apt/sources.list
            apt-get -qq update
            apt-get -qq -y install haproxy conntrack
            systemctl disable --now haproxy
            """)
        .text();
  }

  private Path manifest() {
    return network.directory().resolve("repository/flannel.yml");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A provider with a login for each machine.
  private String provider() {
    String profiles =
        Stream.concat(machines.values().stream(), jump.stream())
            .map(machine ->
                "      %s = { private_key_file = \"%s\" }\n"
                    .formatted(machine.name(), machine.privateKey()))
            .collect(Collectors.joining());
    return """
    terraform {
      required_providers {
        holdfast = { source = "holdfast/holdfast" }
      }
    }

    provider "holdfast" {
      ssh = {
        profiles = {
    %s    }
      }
    }
    """
        .formatted(profiles);
  }

  Machine machine(String name) {
    return Optional.ofNullable(machines.get(name)).orElseThrow();
  }

  private String ssh(String name) {
    Machine machine = machine(name);
    String jumps = isPlane(name) ? "" : ", jumps = [{ %s }]".formatted(server(jump.orElseThrow()));
    return "{ %s%s }".formatted(server(machine), jumps);
  }

  private static String server(Machine machine) {
    return "host = \"%s\", port = %d, host_key = \"%s\", profile = \"%s\""
        .formatted(machine.address(), machine.port(), machine.hostKey(), machine.name());
  }

  /// Writes what is wanted: nodes of these names, with this label `site`.
  Cluster wanted(List<String> names, String site) {
    terraform.file(
        "wanted.tf",
        """
        locals {
          labels = { site = "%s" }
          packages = {
            repository = "file:/srv/repository/kubernetes/v1.36/deb"
            suite      = "./"
            trusted    = true
          }
          cluster = {
            name = "edge"
            init = "cp1"
            control_planes = {%s}
            cni = { manifest = "file:///srv/repository/flannel.yml", sha256 = "%s" }
          }
          workers = {%s}
        }
        """
            .formatted(
                site,
                listed(names.stream().filter(Cluster::isPlane).toList()),
                sha256(manifest()),
                listed(names.stream().filter(name -> !isPlane(name)).toList())));
    return this;
  }

  private String listed(List<String> names) {
    return names.stream()
        .map(name ->
            "\n      %s = { node_ip = \"%s\", ssh = %s }"
                .formatted(name, machine(name).address(), ssh(name)))
        .collect(Collectors.joining());
  }

  private static String sha256(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What kubectl prints on the first control plane.
  String kubectl(String arguments) {
    return machine("cp1")
        .run("kubectl --kubeconfig /etc/kubernetes/admin.conf " + arguments)
        .text();
  }

  /// What stands on a machine, but for what its packages' scripts and iptables itself leave: the
  /// empty tables that every use of iptables makes, and settings of the running kernel.
  Residue residue(String name) {
    return Residue.of(
        machine(name),
        Residue.Exclusions.standard()
            .and("nft", "ip6?/(filter|nat|mangle|raw)(/.*)?")
            .and("sysctl", "net/ipv[46]/.*forward.*")
            .and("file", "/run/(adduser|motd.dynamic|holdfast-apiserver)(/.*)?"));
  }

  @Override
  public void close() {
    terraform.close();
    server.close();
    network.close();
  }
}
