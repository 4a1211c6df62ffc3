terraform {
  required_version = ">= 1.8"

  required_providers {
    proxmox = {
      source = "holdfast/proxmox"
    }
  }
}
