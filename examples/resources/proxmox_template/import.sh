terraform import proxmox_template.debian pve1/9000,pve2/9001
