output "web_servers" {
  description = "VM id, MAC address and volume of each web server."
  value = {
    for name, vm in proxmox_vm.web : name => {
      vmid   = vm.vmid
      mac    = vm.network["net0"].mac
      volume = vm.disks["scsi0"].volume
    }
  }
}

output "empty" {
  description = "VM id of the machine without a template."
  value       = proxmox_vm.empty.vmid
}
