# Two control planes and a worker on Proxmox, a worker on a board in the attic, and the ingress machine.
module "cluster" {
  source = "../modules/cluster"

  name               = "origin"
  kubernetes_version = var.kubernetes_version
  pod_cidrs          = [local.pods]
  service_cidrs      = [local.services]
  vpn_unit           = "netclient.service"
  init               = "cp1"

  machines = {
    for name, address in local.members : name => {
      role            = startswith(name, "cp") ? "control_plane" : "worker"
      node_ip         = netmaker_membership.machine[name].ipv4_address
      ssh             = local.ssh[name]
      labels          = { "site" = name == "edge1" ? "attic" : name == "ingress" ? "cloud" : "lab" }
      taints          = name == "ingress" ? { "ingress" = { effect = "NoSchedule" } } : {}
      system_reserved = name == "edge1" ? "256Mi" : null
    }
  }
}

output "nodes" {
  value = module.cluster.nodes
}
