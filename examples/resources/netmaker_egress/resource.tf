resource "netmaker_membership" "worker" {
  network = "cluster"
  host_id = "0f8fad5b-d9cb-469f-a165-70867728950e"
}

# The pods of one Kubernetes node for the other members of the mesh: one egress for each node.
resource "netmaker_egress" "pods" {
  network    = "cluster"
  name       = "pods of worker-1"
  range      = "10.244.1.0/24"
  nodes      = { (netmaker_membership.worker.node_id) = 100 }
  kubernetes = true
}

# A site behind the machine, whose devices know no way back into the mesh.
resource "netmaker_egress" "site" {
  network     = "cluster"
  name        = "site"
  description = "Printers and cameras."
  range       = "192.168.7.0/24"
  nodes       = { (netmaker_membership.worker.node_id) = 100 }
  nat         = true
}
