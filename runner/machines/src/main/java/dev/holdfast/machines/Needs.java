package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a kind of machine needs of the host, and which of it is missing.
final class Needs {
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("sshd", "openssh-server"),
          Map.entry("ssh-keygen", "openssh-client"),
          Map.entry("openssl", "openssl"),
          Map.entry("unshare", "util-linux"),
          Map.entry("nsenter", "util-linux"),
          Map.entry("setpriv", "util-linux"),
          Map.entry("ip", "iproute2"),
          Map.entry("busybox", "busybox-static"),
          Map.entry("python3", "python3"),
          Map.entry("dpkg-deb", "dpkg"),
          Map.entry("dnf", "dnf"),
          Map.entry("rpmbuild", "rpm"),
          Map.entry("createrepo_c", "createrepo-c"),
          Map.entry("firewall-cmd", "firewalld"),
          Map.entry("systemctl", "systemd"),
          Map.entry("nft", "nftables"),
          Map.entry("iptables", "iptables"),
          Map.entry("wg", "wireguard-tools"),
          Map.entry("wireguard-go", "wireguard-go"),
          Map.entry("perl", "perl-base"),
          Map.entry("curl", "curl"),
          Map.entry("depmod", "kmod"),
          Map.entry("dbus-daemon", "dbus"));
  private static final List<String> DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private Needs() {}

  /// Why a machine of this kind cannot be made here; empty when it can.
  static Optional<String> missing(Recipe.Kind kind) {
    List<String> programs = new ArrayList<>(List.of("sshd", "ssh-keygen", "setpriv"));
    if (kind == Recipe.Kind.PLAIN) {
      return missing(programs);
    }
    if (!isRoot()) {
      return Optional.of("throwaway machines need root");
    }
    programs.addAll(List.of("openssl", "unshare", "nsenter", "ip"));
    programs.addAll(
        switch (kind) {
          case PLAIN -> List.of();
          case DEBIAN -> List.of("python3", "dpkg-deb");
          case BUSYBOX -> List.of("busybox");
          case SYSTEMD -> List.of("python3", "dpkg-deb", "systemctl", "dbus-daemon");
          case RPM -> List.of("dnf", "rpmbuild", "createrepo_c", "firewall-cmd", "dbus-daemon");
        });
    return missing(programs)
        .or(Needs::namespaces)
        .or(() -> kind == Recipe.Kind.SYSTEMD ? groups() : Optional.empty());
  }

  /// Why machines cannot be in a network here; empty when they can.
  static Optional<String> network() {
    return missing(
            List.of("nft", "iptables", "wg", "wireguard-go", "openssl", "perl", "curl", "depmod"))
        .or(Needs::translation);
  }

  /// The kernel may have links and packet filters left out.
  private static Optional<String> translation() {
    Ran probe =
        Programs.run(
            "unshare",
            "--net",
            "/bin/sh",
            "-ec",
            "ip link add one type bridge; ip link add two type veth; ip link add three type vxlan id 1 dstport 1;"
                + " nft add table ip t; nft 'add chain ip t c { type nat hook postrouting priority 100; }';"
                + " nft add rule ip t c masquerade; [ -c /dev/net/tun ]");
    return probe.status() == 0
        ? Optional.empty()
        : Optional.of(
            "a network of machines needs bridges, nft and tun: " + probe.stderr().strip());
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer id && id == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Path> program(String name) {
    return DIRECTORIES.stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<String> missing(List<String> programs) {
    return programs.stream()
        .filter(program -> program(program).isEmpty())
        .flatMap(program ->
            Stream.of("needs %s (Debian package %s)".formatted(program, PACKAGES.get(program))))
        .findFirst();
  }

  /// Systemd needs a part of the control groups' second hierarchy for itself.
  private static Optional<String> groups() {
    Ran probe =
        Programs.run(
            "/bin/sh",
            "-c",
            "[ -x /lib/systemd/systemd ] && at=$(awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts)"
                + " && [ -n \"$at\" ] && mkdir \"$at/holdfast-probe-$$\" && rmdir \"$at/holdfast-probe-$$\"");
    return probe.status() == 0
        ? Optional.empty()
        : Optional.of(
            "needs systemd (Debian package systemd) and a writable cgroup2 hierarchy "
                + probe.stderr().strip());
  }

  private static Optional<String> namespaces() {
    Ran probe =
        Programs.run("unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--fork", "true");
    return probe.status() == 0
        ? Optional.empty()
        : Optional.of("throwaway machines need namespaces: " + probe.stderr().strip());
  }
}
