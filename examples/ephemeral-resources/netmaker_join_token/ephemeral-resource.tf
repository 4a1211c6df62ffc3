resource "netmaker_network" "cluster" {
  name       = "cluster"
  ipv4_range = "10.101.0.0/16"
}

# A token for one machine: it exists while Terraform runs, and no plan or state holds it.
ephemeral "netmaker_join_token" "worker" {
  networks = [netmaker_network.cluster.id]
}
