# A template on each of two nodes, from one cloud image that the nodes fetch themselves.
resource "proxmox_template" "debian" {
  name       = "debian-13"
  nodes      = ["pve1", "pve2"]
  vmid_start = 9000

  image = {
    url      = "https://cloud.debian.org/images/cloud/trixie/20260112-2355/debian-13-genericcloud-amd64-20260112-2355.qcow2"
    checksum = "sha512:${var.debian_sha512}"
  }

  disk    = { storage = "local-lvm", size = "8G", discard = true }
  cpu     = { cores = 2, type = "x86-64-v2-AES" }
  memory  = { size = 2048 }
  network = { net0 = { bridge = "vmbr0" } }
  agent   = { enabled = true }
  serial  = true

  cloud_init = {}

  customize = {
    packages = ["qemu-guest-agent"]
    upgrade  = true
    script   = <<-EOT
      #!/bin/sh
      set -e
      systemctl enable qemu-guest-agent
    EOT
  }
}

variable "debian_sha512" {
  type        = string
  description = "As the file SHA512SUMS beside the image says."
}

# One clone on each node.
resource "proxmox_vm" "worker" {
  for_each = toset(["pve1", "pve2"])

  name        = "worker-on-${each.key}"
  node        = each.key
  clone       = { vmid = proxmox_template.debian.templates[each.key].vmid }
  power_state = "running"
}

# An image that is packed: it is read and unpacked here while it is sent.
resource "proxmox_template" "appliance" {
  name  = "appliance"
  nodes = ["pve1"]

  image = {
    file       = "appliance.raw.xz"
    checksum   = "none"
    decompress = "xz"
  }

  disk = { storage = "local-lvm" }
}
