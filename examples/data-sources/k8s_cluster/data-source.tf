variable "cluster" {
  description = "The value that the nodes of the cluster have as their cluster."
  type        = any
}

data "k8s_cluster" "edge" {
  cluster = var.cluster
}

output "not_ready" {
  value = [for name, node in data.k8s_cluster.edge.nodes : name if !node.ready]
}
