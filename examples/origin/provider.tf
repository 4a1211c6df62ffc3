# One block for everything. Secrets come from the environment (PROXMOX_VE_API_TOKEN, NETMAKER_TOKEN)
# and from an ephemeral variable: neither plan nor state hold any.
provider "holdfast" {
  proxmox = {
    endpoints       = var.proxmox_endpoints
    tls_fingerprint = var.proxmox_fingerprint
  }
  netmaker = {
    endpoint          = var.netmaker_endpoint
    kubernetes_ranges = [local.pods, local.services]
  }
  ssh = {
    profiles = {
      default = { private_key = var.ssh_key }
      vm      = { user = "debian", private_key = var.ssh_key }
    }
  }
}
