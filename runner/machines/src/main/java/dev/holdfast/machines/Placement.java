package dev.holdfast.machines;

import java.util.ArrayList;
import java.util.List;

/// A systemd machine that is to be started in a [Network].
///
/// @param name its host name
/// @param sites where it has a link: `eth0` in the first, whose router is its way out, and so on
/// @param disk megabytes of the disk below `/var/lib`, 0 for no limit of its own
/// @param sshd lines at the top of the SSH server's configuration
public record Placement(String name, List<Site> sites, int disk, List<String> sshd) {
  public Placement {
    sites = List.copyOf(sites);
    sshd = List.copyOf(sshd);
    if (sites.isEmpty()) {
      throw new IllegalArgumentException(name + " is in no site");
    }
  }

  /// A machine with one link.
  public static Placement of(String name, Site site) {
    return new Placement(name, List.of(site), 0, List.of());
  }

  /// With one more link, as a jump host or router has.
  public Placement and(Site site) {
    var all = new ArrayList<>(sites);
    all.add(site);
    return new Placement(name, all, disk, sshd);
  }

  /// With so little room below `/var/lib` that it can be filled.
  public Placement withDisk(int megabytes) {
    return new Placement(name, sites, megabytes, sshd);
  }

  /// With further lines of `sshd_config`.
  public Placement withSshd(String... lines) {
    return new Placement(name, sites, disk, List.of(lines));
  }
}
