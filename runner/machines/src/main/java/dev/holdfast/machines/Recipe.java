package dev.holdfast.machines;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a machine is to be made of.
///
/// @param name its host name
/// @param behind the machine from whose network alone it can be reached
/// @param sshd lines at the top of the server's configuration (the first word on a matter counts)
public record Recipe(Kind kind, String name, Optional<Machine> behind, List<String> sshd) {
  /// The kinds of machines.
  public enum Kind {
    /// The running Debian system with python3, sudo, su, doas, apt with a local repository.
    DEBIAN("debian.sh"),
    /// Nothing but BusyBox and an SSH server: no python3, no bash, no sudo.
    BUSYBOX("busybox.sh"),
    /// Debian with dnf, rpm and a local RPM repository, D-Bus and firewalld.
    RPM("debian.sh rpm.sh"),
    /// Debian with systemd as its first process, so that services are started, stopped and watched
    /// for real.
    SYSTEMD("debian.sh systemd.sh"),
    /// No machine of its own: an SSH server of the user who runs the tests, on this host. Needs no
    /// root, and what runs there runs here.
    PLAIN("");

    private final String build;

    Kind(String build) {
      this.build = build;
    }

    /// Whether it is the running Debian system under a layer of its own.
    boolean debian() {
      return build.startsWith("debian.sh");
    }

    /// The functions that build its tree; a later file's replace an earlier one's.
    String script() {
      return String.join("\n", Stream.of(build.split(" ")).map(Holder::script).toList());
    }
  }

  public Recipe {
    sshd = List.copyOf(sshd);
  }

  static Recipe of(Kind kind) {
    return new Recipe(kind, "machine", Optional.empty(), List.of());
  }

  public Recipe named(String host) {
    return new Recipe(kind, host, behind, sshd);
  }

  /// Only reachable from that machine, at an address of its own.
  public Recipe behind(Machine jump) {
    return new Recipe(kind, name, Optional.of(jump), sshd);
  }

  /// With further lines of `sshd_config`.
  public Recipe withSshd(String... lines) {
    return new Recipe(kind, name, behind, List.of(lines));
  }

  /// Makes and starts it; aborts the calling test with the reason where that is not possible.
  public Machine start() {
    return Machines.start(this);
  }
}
