package dev.holdfast.acceptance.vm;

import java.util.List;

/// Privileges that the documentation asks for.
public final class Privileges {
  /// On the machines that the provider makes and changes, but for cloning.
  public static final List<String> MACHINES =
      List.of(
          "VM.Allocate",
          "VM.Audit",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options",
          "VM.PowerMgmt");

  private Privileges() {}
}
