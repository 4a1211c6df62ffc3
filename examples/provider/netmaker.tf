terraform {
  required_providers {
    netmaker = { source = "holdfast/netmaker" }
  }
}

# Secrets come from the environment: NETMAKER_TOKEN.
provider "netmaker" {
  endpoint          = "https://api.netmaker.example"
  kubernetes_ranges = ["10.244.0.0/16", "10.96.0.0/12"]
}
