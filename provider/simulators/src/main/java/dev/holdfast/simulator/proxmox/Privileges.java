package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PveVersion;
import java.util.Set;
import java.util.TreeSet;

/// The names of all privileges of a version, from pve-access-control's `AccessControl.pm`.
final class Privileges {

  private static final Set<String> COMMON =
      Set.of(
          "Datastore.Allocate",
          "Datastore.AllocateSpace",
          "Datastore.AllocateTemplate",
          "Datastore.Audit",
          "Group.Allocate",
          "Mapping.Audit",
          "Mapping.Modify",
          "Mapping.Use",
          "Permissions.Modify",
          "Pool.Allocate",
          "Pool.Audit",
          "Realm.Allocate",
          "Realm.AllocateUser",
          "SDN.Allocate",
          "SDN.Audit",
          "SDN.Use",
          "Sys.AccessNetwork",
          "Sys.Audit",
          "Sys.Console",
          "Sys.Incoming",
          "Sys.Modify",
          "Sys.PowerMgmt",
          "Sys.Syslog",
          "User.Modify",
          "VM.Allocate",
          "VM.Audit",
          "VM.Backup",
          "VM.Clone",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options",
          "VM.Console",
          "VM.Migrate",
          "VM.PowerMgmt",
          "VM.Snapshot",
          "VM.Snapshot.Rollback");

  private static final Set<String> NINE =
      Set.of(
          "VM.GuestAgent.Audit",
          "VM.GuestAgent.FileRead",
          "VM.GuestAgent.FileSystemMgmt",
          "VM.GuestAgent.FileWrite",
          "VM.GuestAgent.Unrestricted",
          "VM.Replicate");

  private Privileges() {}

  static Set<String> of(PveVersion version) {
    Set<String> all = new TreeSet<>(COMMON);
    if (version.isNine()) {
      all.addAll(NINE);
    } else {
      all.add("VM.Monitor");
    }
    return all;
  }

  /// The privilege that a version asks for where 9.x asks for `name`.
  static String inVersion(String name, PveVersion version) {
    return !version.isNine() && name.startsWith("VM.GuestAgent.") ? "VM.Monitor" : name;
  }
}
