package dev.holdfast.lab;

import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import java.util.Map;

/// The template of a lab, made the way cloud images are prepared: one small disk, a cloud-init
/// drive, a serial console, the guest agent; and the image it could have been made from.
final class LabTemplate {

  static final int VMID = 9000;
  static final String NAME = "debian-13";
  static final String NODE = "pve1";
  static final String IMAGE = "import/debian-13-generic-amd64.qcow2";

  private LabTemplate() {}

  static void build(ProxmoxSimulator simulator) {
    var backdoor = simulator.lab();
    backdoor.addFile(NODE, Lab.SHARED_STORAGE, IMAGE, "3G");
    backdoor.addTemplate(NODE, VMID, NAME, Lab.DISK_STORAGE, "4G");
    backdoor.change(
        VMID,
        Map.of(
            "ide2", Lab.DISK_STORAGE + ":cloudinit",
            "serial0", "socket",
            "vga", "serial0",
            "ostype", "l26",
            "ciuser", "debian",
            "ipconfig0", "ip=dhcp"));
  }
}
