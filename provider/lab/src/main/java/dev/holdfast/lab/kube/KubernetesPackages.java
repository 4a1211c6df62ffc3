package dev.holdfast.lab.kube;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.program.DebPackage;
import dev.holdfast.lab.program.Repositories;
import dev.holdfast.lab.program.Web;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The packages of Kubernetes: one repository for each minor version, as pkgs.k8s.io has them.
final class KubernetesPackages {
  private static final String URL = "https://pkgs.k8s.io/core:/stable:/v%s/deb/";
  private static final Map<String, List<String>> VERSIONS =
      Map.of(
          "1.35", List.of("1.35.7", "1.35.8"),
          "1.36", List.of("1.36.3", "1.36.4"),
          "1.37", List.of("1.37.0"));

  private static final String KUBELET_UNIT =
      """
      [Unit]
      Description=kubelet: The Kubernetes Node Agent
      Wants=network-online.target
      After=network-online.target

      [Service]
      ExecStart=/usr/bin/kubelet
      Restart=always
      StartLimitInterval=0
      RestartSec=10

      [Install]
      WantedBy=multi-user.target
      """;

  private static final String DROP_IN =
      """
      [Service]
      Environment="KUBELET_KUBECONFIG_ARGS=--kubeconfig=/etc/kubernetes/kubelet.conf"
      Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
      EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
      """;

  private KubernetesPackages() {}

  static void offer(Repositories repositories, Web web) {
    VERSIONS.forEach((minor, versions) -> {
      List<DebPackage> all = new ArrayList<>();
      for (String version : versions) {
        all.addAll(packages(version));
      }
      all.add(plugins());
      all.add(DebPackage.of("cri-tools", minor + ".0-1.1").withPrograms("/usr/bin/crictl"));
      repositories.offer(URL.formatted(minor), all);
      web.put(URL.formatted(minor) + "Release.key", "A key of the lab for " + minor + ".\n");
    });
  }

  private static List<DebPackage> packages(String version) {
    String whole = version + "-1.1";
    return List.of(
        DebPackage.of("kubeadm", whole).depending("cri-tools").withPrograms("/usr/bin/kubeadm"),
        DebPackage.of("kubectl", whole).withPrograms("/usr/bin/kubectl"),
        DebPackage.of("kubelet", whole)
            .depending("kubernetes-cni")
            .withPrograms("/usr/bin/kubelet")
            .withFiles(
                Map.of(
                    "/usr/lib/systemd/system/kubelet.service",
                    KUBELET_UNIT,
                    "/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf",
                    DROP_IN))
            .starting("kubelet.service"));
  }

  private static DebPackage plugins() {
    String[] programs =
        List.of("bandwidth", "bridge", "firewall", "host-local", "loopback", "portmap", "tuning")
            .stream()
            .map("/opt/cni/bin/"::concat)
            .toArray(String[]::new);
    return DebPackage.of("kubernetes-cni", "1.7.1-1.1").withPrograms(programs);
  }

  /// The version of a package of Kubernetes on a machine, such as `v1.36.4`.
  static String version(KubeHost host, String name) {
    return "v" + host.packages().version(name).orElse("0").replaceFirst("-.*", "");
  }

  static String runtime(KubeHost host) {
    return host.packages()
        .version("containerd")
        .or(() -> host.packages().version("containerd.io"))
        .orElse("0")
        .replaceFirst("-.*", "");
  }

  static Ran kubelet(KubeHost host, Call call) {
    return call.has("--version")
        ? Ends.ok("Kubernetes " + version(host, "kubelet") + "\n")
        : Ends.notSimulated(String.join(" ", call.words()));
  }

  static Ran containerd(KubeHost host, Call call) {
    return call.has("--version")
        ? Ends.ok("containerd github.com/containerd/containerd %s lab\n".formatted(runtime(host)))
        : Ends.notSimulated(String.join(" ", call.words()));
  }

  /// The images of a version, as kubeadm lists them.
  static List<String> images(String version, String repository) {
    boolean old = version.startsWith("v1.35");
    boolean current = version.startsWith("v1.36");
    List<String> images = new ArrayList<>();
    for (String name :
        List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy")) {
      images.add(repository + "/" + name + ":" + version);
    }
    images.add(
        repository + "/coredns/coredns:" + (old ? "v1.13.1" : current ? "v1.14.0" : "v1.14.1"));
    images.add(repository + "/pause:" + (old ? "3.10.1" : "3.10.2"));
    images.add(repository + "/etcd:" + (old ? "3.6.6-0" : current ? "3.6.8-0" : "3.6.9-0"));
    return images;
  }
}
