import {
  to = proxmox_vm.web
  id = "101" # or "pve1/101"
}
