# Where the cluster is, and who we are there, comes from PROXMOX_VE_ENDPOINT, PROXMOX_VE_API_TOKEN
# and PROXMOX_VE_TLS_FINGERPRINT; `make lab` prints them.
provider "proxmox" {}

# One linked clone of the template for each web server, with an address of its own.
resource "proxmox_vm" "web" {
  for_each = var.web_servers

  node        = "pve1"
  name        = each.key
  description = "Web server ${each.key}"
  tags        = ["lab", "web"]

  clone = {
    vmid = var.template
  }

  cpu = {
    cores = 2
  }
  memory = {
    size = var.web_memory
  }

  # The disk comes from the template; here it grows.
  disks = {
    scsi0 = {
      size = "8G"
    }
  }
  network = {
    net0 = {
      bridge = "vmbr0"
    }
  }
  cloud_init = {
    user = "debian"
    addresses = {
      net0 = {
        ipv4     = each.value
        gateway4 = "10.10.0.1"
      }
    }
  }

  # A change that a running machine cannot take, such as more memory, restarts it.
  power_state   = "running"
  reboot_policy = "if_needed"
}

# A machine without a template: an empty disk, to be installed over the network.
resource "proxmox_vm" "empty" {
  node    = "pve2"
  name    = "installer"
  tags    = ["lab"]
  os_type = "l26"

  cpu = {
    cores = 1
  }
  memory = {
    size = 512
  }
  disks = {
    scsi0 = {
      storage = "local-lvm"
      size    = "4G"
    }
  }
  network = {
    net0 = {
      bridge = "vmbr1"
      vlan   = 20
    }
  }
}
