# A machine of its own, with cloud-init.
resource "proxmox_vm" "web" {
  name        = "web-1"
  node        = "pve1"
  description = "Serves the shop."
  tags        = ["shop", "web"]
  on_boot     = true

  cpu    = { cores = 2, type = "x86-64-v2-AES" }
  memory = { size = 4096 }
  agent  = { enabled = true }

  disks = {
    scsi0 = {
      storage     = "local-lvm"
      size        = "32G"
      import_from = "local:import/debian-13.qcow2"
      discard     = true
    }
  }

  network = {
    net0 = { bridge = "vmbr0", vlan = 20 }
  }

  cloud_init = {
    storage   = "local-lvm"
    user      = "ops"
    ssh_keys  = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEPkSbpcXn2VTRjyVzGmRlGqqgnSCPM1ofRA6gHBXDD ops"]
    addresses = { net0 = { ipv4 = "10.0.20.5/24", gateway4 = "10.0.20.1" } }
  }

  power_state   = "running"
  reboot_policy = "if_needed"
}

# Three clones of a template.
resource "proxmox_vm" "worker" {
  for_each = toset(["a", "b", "c"])

  name        = "worker-${each.key}"
  clone       = { vmid = 9000 }
  memory      = { size = 2048 }
  disks       = { scsi0 = { size = "20G" } }
  power_state = "running"
}
