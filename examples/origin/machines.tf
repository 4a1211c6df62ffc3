# One template, made on both Proxmox nodes from a cloud image: no Packer, no local web server.
resource "proxmox_template" "debian" {
  provider = holdfast

  name      = "debian-kubernetes"
  nodes     = ["pve1", "pve2"]
  image     = { url = var.image.url, checksum = var.image.checksum }
  disk      = { storage = "local-lvm", size = "16G", discard = true }
  cpu       = { cores = 2 }
  memory    = { size = 2048 }
  network   = { net0 = { bridge = "vmbr0" } }
  agent     = { enabled = true }
  customize = { packages = ["qemu-guest-agent"], script = var.script }

  cloud_init = {}
}

locals {
  # The machines of the lab's Proxmox nodes; the edge board and the ingress machine are there already.
  vms = {
    cp1 = { node = "pve1", address = "192.168.10.11", memory = 4096, mesh = "10.20.0.11" }
    cp2 = { node = "pve2", address = "192.168.10.12", memory = 4096, mesh = "10.20.0.12" }
    w1  = { node = "pve2", address = "192.168.10.21", memory = 8192, mesh = "10.20.0.21" }
  }

  # A Proxmox node is the way into its site.
  site = { host = "pve1.example", user = "root", host_key = lookup(var.host_keys, "pve1", null) }

  ssh = merge(
    {
      for name, vm in local.vms : name => {
        host     = vm.address
        profile  = "vm"
        host_key = lookup(var.host_keys, name, null)
        jumps    = [local.site]
        timeouts = { reachable = "10m" }
      }
    },
    {
      edge1 = {
        host     = "10.77.0.5"
        user     = "pi"
        host_key = lookup(var.host_keys, "edge1", null)
        jumps    = [{ host = "attic.example", user = "jump", host_key = lookup(var.host_keys, "attic", null) }]
        timeouts = { reachable = "2m" }
      }
    },
    { ingress = { host = "203.0.113.10", user = "root", host_key = lookup(var.host_keys, "ingress", null) } },
  )
}

resource "proxmox_vm" "node" {
  provider = holdfast
  for_each = local.vms

  name        = each.key
  node        = each.value.node
  clone       = { vmid = proxmox_template.debian.templates[each.value.node].vmid }
  cpu         = { cores = 2 }
  memory      = { size = each.value.memory }
  disks       = { scsi0 = { size = "32G" } }
  power_state = "running"

  cloud_init = {
    user      = "debian"
    ssh_keys  = [var.ssh_public_key]
    addresses = { net0 = { ipv4 = "${each.value.address}/24", gateway4 = "192.168.10.1" } }
  }
}
