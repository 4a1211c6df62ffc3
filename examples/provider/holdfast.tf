terraform {
  required_providers {
    holdfast = { source = "holdfast/holdfast" }
  }
}

# Secrets come from the environment: PROXMOX_VE_API_TOKEN and NETMAKER_TOKEN.
provider "holdfast" {
  proxmox = {
    endpoints       = ["https://pve1.example:8006"]
    tls_fingerprint = "3E:50:6F:0B:4C:8E:11:5E:3A:25:A2:5F:62:0A:7F:7F:0F:44:53:71:9F:53:34:21:2F:55:60:C0:9A:C0:3A:43"
  }
  netmaker = {
    endpoint          = "https://api.netmaker.example"
    kubernetes_ranges = ["10.244.0.0/16", "10.96.0.0/12"]
  }
}
