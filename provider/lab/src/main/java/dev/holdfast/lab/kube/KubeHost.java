package dev.holdfast.lab.kube;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.Interfaces;
import dev.holdfast.lab.program.Packages;
import dev.holdfast.lab.program.Units;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One machine as Kubernetes sees it: whether it is a node, and of which cluster.
final class KubeHost {
  private static final String KUBELET = "kubelet.service";
  private static final Pattern WAITING =
      Pattern.compile("(?m)^ExecStartPre=\\S*wait-for-address (\\S+) (\\S+)$");
  private static final Pattern PLUGIN = Pattern.compile("\"type\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern FOLDERS =
      Pattern.compile("(?m)^\\s*bin_dirs?\\s*=\\s*\\[?\\s*[\"']([^\"']+)");

  private final DebianMachine.Parts parts;
  private final FileView files;
  private Optional<Membership> membership = Optional.empty();

  /// What kubeadm made of the machine.
  ///
  /// @param address under which it is a node
  record Membership(KubeCluster cluster, String node, String address, boolean leads) {}

  KubeHost(DebianMachine.Parts parts) {
    this.parts = parts;
    this.files = parts.files().as(Identity.ROOT);
    parts.units().behave(KUBELET, new Kubelet());
  }

  String machine() {
    return parts.spec().name();
  }

  FileView files() {
    return files;
  }

  Interfaces interfaces() {
    return parts.interfaces();
  }

  Units units() {
    return parts.units();
  }

  Packages packages() {
    return parts.packages();
  }

  DebianMachine.Parts parts() {
    return parts;
  }

  Instant now() {
    return files.now();
  }

  synchronized Optional<Membership> membership() {
    return membership;
  }

  synchronized void become(Membership other) {
    membership = Optional.of(other);
  }

  synchronized void leave() {
    membership = Optional.empty();
  }

  boolean kubeletRuns() {
    return units().state(KUBELET) == Units.State.ACTIVE;
  }

  /// Whether a static pod of the control plane runs here.
  boolean runs(String component) {
    return kubeletRuns() && files.exists("/etc/kubernetes/manifests/" + component + ".yaml");
  }

  /// Why pods would have no network here; empty when they would.
  Optional<String> networkTrouble() {
    String start =
        "container runtime network not ready: NetworkReady=false"
            + " reason:NetworkPluginNotReady message:Network plugin returns error: ";
    Optional<String> list =
        files.isDirectory("/etc/cni/net.d")
            ? files.list("/etc/cni/net.d").stream()
                .filter(name -> name.endsWith(".conflist"))
                .findFirst()
            : Optional.empty();
    if (list.isEmpty()) {
      return Optional.of(start + "cni plugin not initialized");
    }
    String folder =
        FOLDERS
            .matcher(files.maybe("/etc/containerd/config.toml").orElse(""))
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElse("/opt/cni/bin");
    List<String> plugins =
        PLUGIN
            .matcher(files.text("/etc/cni/net.d/" + list.get()))
            .results()
            .map(found -> found.group(1))
            .toList();
    return plugins.stream()
        .filter(plugin -> !files.isExecutable(folder + "/" + plugin))
        .findFirst()
        .map(plugin ->
            start
                + "cni config load failed: failed to find plugin \"%s\" in path [%s]"
                    .formatted(plugin, folder));
  }

  /// The kubelet's service.
  private final class Kubelet implements Units.Behaviour {
    @Override
    public Optional<String> start() {
      if (!files.exists("/var/lib/kubelet/config.yaml")) {
        return Optional.of(
            "Job for kubelet.service failed: open /var/lib/kubelet/config.yaml: no such file or"
                + " directory");
      }
      String unit =
          files.maybe("/etc/systemd/system/kubelet.service.d/20-holdfast.conf").orElse("");
      return WAITING
          .matcher(unit)
          .results()
          .filter(found -> interfaces().having(found.group(1)).isEmpty())
          .map(found ->
              "%s is on no interface after %s seconds".formatted(found.group(1), found.group(2)))
          .findFirst();
    }

    @Override
    public void stop() {
      // Others see it by the unit's state.
    }
  }
}
