package dev.holdfast.lab.kube;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.program.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What kubeadm looks at before it changes anything.
record Preflight(KubeHost host, KubeadmConfig config) {
  /// One check that failed.
  private record Problem(String check, String text) {}

  void init() {
    List<Problem> problems = common();
    taken(problems, "/etc/kubernetes/manifests/kube-apiserver.yaml");
    taken(problems, "/etc/kubernetes/manifests/etcd.yaml");
    etcd(problems);
    judge(problems);
  }

  void join(boolean leads) {
    List<Problem> problems = common();
    taken(problems, "/etc/kubernetes/kubelet.conf");
    if (leads) {
      etcd(problems);
    } else {
      taken(problems, "/etc/kubernetes/pki/ca.crt");
    }
    judge(problems);
  }

  private List<Problem> common() {
    List<Problem> problems = new ArrayList<>();
    FileView files = host.files();
    if (host.units().state("containerd.service") != Units.State.ACTIVE) {
      problems.add(
          new Problem(
              "CRI",
              "could not connect to the container runtime: dial unix"
                  + " /run/containerd/containerd.sock: connect: no such file or directory"));
    }
    if (files.text("/proc/swaps").lines().count() > 1) {
      problems.add(
          new Problem(
              "Swap",
              "running with swap on is not supported. Please disable swap or set"
                  + " --fail-swap-on to false"));
    }
    for (String setting : List.of("net/ipv4/ip_forward", "net/bridge/bridge-nf-call-iptables")) {
      String path = "/proc/sys/" + setting;
      if (!files.maybe(path).orElse("").startsWith("1")) {
        String what = files.exists(path) ? " contents are not set to 1" : " does not exist";
        problems.add(
            new Problem("FileContent--" + path.substring(1).replace('/', '-'), path + what));
      }
    }
    for (String program : List.of("crictl", "ip")) {
      if (!files.isExecutable("/usr/bin/" + program)) {
        problems.add(new Problem("FileExisting-" + program, program + " not found in system path"));
      }
    }
    if (host.interfaces().having(config.address()).isEmpty()) {
      problems.add(
          new Problem(
              "NodeIP",
              "node IP: \"%s\" not found in the host's network interfaces"
                  .formatted(config.address())));
    }
    return problems;
  }

  private void taken(List<Problem> problems, String path) {
    if (host.files().exists(path)) {
      problems.add(
          new Problem(
              "FileAvailable-" + path.substring(1).replace('/', '-'), path + " already exists"));
    }
  }

  private void etcd(List<Problem> problems) {
    FileView files = host.files();
    if (files.isDirectory("/var/lib/etcd") && !files.list("/var/lib/etcd").isEmpty()) {
      problems.add(new Problem("DirAvailable--var-lib-etcd", "/var/lib/etcd is not empty"));
    }
  }

  private void judge(List<Problem> problems) {
    problems.removeIf(problem -> config.ignores(problem.check()));
    if (!problems.isEmpty()) {
      throw KubeFault.of(
          "error execution phase preflight: [preflight] Some fatal errors occurred:\n"
              + problems.stream()
                  .map(problem -> "\t[ERROR %s]: %s\n".formatted(problem.check(), problem.text()))
                  .collect(Collectors.joining())
              + "[preflight] If you know what you are doing, you can make a check non-fatal with"
              + " `--ignore-preflight-errors=...`");
    }
  }
}
