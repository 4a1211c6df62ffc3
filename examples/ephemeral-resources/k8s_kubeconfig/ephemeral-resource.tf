variable "cluster" {
  description = "The value that the nodes of the cluster have as their cluster."
  type        = any
}

variable "node_uids" {
  description = "Of control planes: the login is made when they are there."
  type        = list(string)
}

ephemeral "k8s_kubeconfig" "run" {
  cluster  = var.cluster
  after    = var.node_uids
  user     = "terraform"
  validity = "30m"
  server   = "https://192.0.2.11:6443"
}

# It goes where ephemeral values may: into the configuration of another provider, or a write-only attribute.
locals {
  login = {
    host                   = ephemeral.k8s_kubeconfig.run.host
    cluster_ca_certificate = ephemeral.k8s_kubeconfig.run.cluster_ca_certificate
    client_certificate     = ephemeral.k8s_kubeconfig.run.client_certificate
    client_key             = ephemeral.k8s_kubeconfig.run.client_key
  }
}
