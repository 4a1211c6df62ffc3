import {
  to = proxmox_template.debian
  id = "pve1/9000,pve2/9001" # one template for each node
}
