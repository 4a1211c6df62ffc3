package dev.holdfast.lab.program;

import java.util.List;
import java.util.Map;

/// Packages of Debian 13, as far as playbooks of clusters and meshes ask for them.
final class DebianArchive {
  private static final String SERVICE =
      """
      [Unit]
      Description=%s

      [Service]
      ExecStart=%s

      [Install]
      WantedBy=multi-user.target
      """;

  /// What Debian's own package ships, with its place for plugins.
  private static final String CONTAINERD =
      """
      version = 2

      [plugins]
        [plugins."io.containerd.grpc.v1.cri"]
          [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "/usr/lib/cni"
            conf_dir = "/etc/cni/net.d"
      """;

  static final List<DebPackage> PACKAGES =
      List.of(
          DebPackage.of("haproxy", "3.0.11-1+deb13u1")
              .withPrograms("/usr/sbin/haproxy")
              .withFiles(unit("haproxy", "HAProxy Load Balancer", "/usr/sbin/haproxy -Ws"))
              .withConffiles(Map.of("/etc/haproxy/haproxy.cfg", "global\n"))
              .starting("haproxy.service"),
          DebPackage.of("conntrack", "1:1.4.8-2").withPrograms("/usr/sbin/conntrack"),
          DebPackage.of("runc", "1.1.15+ds1-2").withPrograms("/usr/sbin/runc"),
          DebPackage.of("containerd", "1.7.24~ds1-6+b4")
              .depending("runc")
              .withPrograms("/usr/bin/containerd", "/usr/bin/ctr")
              .withFiles(unit("containerd", "containerd", "/usr/bin/containerd"))
              .withConffiles(Map.of("/etc/containerd/config.toml", CONTAINERD))
              .starting("containerd.service"),
          DebPackage.of("iptables", "1.8.11-2").withPrograms("/usr/sbin/iptables"),
          DebPackage.of("ethtool", "1:6.14.2-1").withPrograms("/usr/sbin/ethtool"),
          DebPackage.of("socat", "1.8.0.3-1").withPrograms("/usr/bin/socat"),
          DebPackage.of("curl", "8.14.1-2").withPrograms("/usr/bin/curl"),
          DebPackage.of("nfs-common", "1:2.8.3-1").withPrograms("/usr/sbin/mount.nfs"),
          DebPackage.of("qemu-guest-agent", "1:10.0.3").withPrograms("/usr/sbin/qemu-ga"));

  /// What is there from the start.
  static final List<DebPackage> INSTALLED =
      List.of(
          DebPackage.of("systemd", "257.8-1~deb13u2"),
          DebPackage.of("apt", "3.0.3"),
          DebPackage.of("dpkg", "1.22.21"),
          DebPackage.of("openssh-server", "1:10.0p1-7")
              .withFiles(unit("ssh", "OpenBSD Secure Shell server", "/usr/sbin/sshd -D"))
              .withPrograms("/usr/sbin/sshd")
              .starting("ssh.service"),
          DebPackage.of("ca-certificates", "20250419"));

  private DebianArchive() {}

  private static Map<String, String> unit(String name, String title, String command) {
    return Map.of(
        "/usr/lib/systemd/system/" + name + ".service", SERVICE.formatted(title, command));
  }
}
