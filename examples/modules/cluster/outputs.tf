output "nodes" {
  description = "Identity of each node in the cluster, known once it is one."
  value       = { for name, node in merge(k8s_node.control_plane, k8s_node.worker) : name => node.node_uid }
}

output "ca_hash" {
  description = "Hash of the cluster's authority."
  value       = k8s_node.control_plane[local.cluster.init].ca_hash
}

# For ephemeral "k8s_kubeconfig" and data "k8s_cluster".
output "cluster" {
  description = "What all nodes agree on."
  value       = local.cluster
}
