locals {
  pods     = "10.244.0.0/16"
  services = "10.96.0.0/12"

  # Who is in the cluster's network, and under which address.
  members = merge({ for name, vm in local.vms : name => vm.mesh }, { edge1 = "10.20.0.31", ingress = "10.20.0.5" })
}

# The cluster's network, and one for people.
resource "netmaker_network" "cluster" {
  provider   = holdfast
  name       = "cluster"
  ipv4_range = "10.20.0.0/16"
}

resource "netmaker_network" "people" {
  provider   = holdfast
  name       = "people"
  ipv4_range = "10.30.0.0/16"
}

# For the laptops of the team. The machines below need no key that anybody sees.
resource "netmaker_enrollment_key" "people" {
  provider = holdfast
  name     = "people"
  networks = [netmaker_network.people.name]
  uses     = 10
}

# Every machine joins with a key of one use, through whatever jump hosts there are.
resource "netmaker_host" "machine" {
  provider = holdfast
  for_each = local.members

  name     = each.key
  ssh      = local.ssh[each.key]
  networks = [netmaker_network.cluster.id]
  client   = { version = var.client_version }
  mtu      = 1420

  depends_on = [proxmox_vm.node]
}

resource "netmaker_membership" "machine" {
  provider = holdfast
  for_each = local.members

  network      = netmaker_network.cluster.name
  host_id      = netmaker_host.machine[each.key].host_id
  ipv4_address = each.value
}

# The services for the other members of the mesh, by way of the ingress machine. Last, so that it goes first.
resource "netmaker_egress" "services" {
  provider   = holdfast
  network    = netmaker_network.cluster.name
  name       = "services"
  range      = local.services
  nodes      = { (netmaker_membership.machine["ingress"].node_id) = 100 }
  kubernetes = true

  depends_on = [module.cluster]
}
