locals {
  control_planes = { for name, machine in var.machines : name => machine if machine.role == "control_plane" }
  workers        = { for name, machine in var.machines : name => machine if machine.role == "worker" }

  cluster = {
    name           = var.name
    init           = var.init != null ? var.init : keys(local.control_planes)[0]
    control_planes = { for name, machine in local.control_planes : name => { node_ip = machine.node_ip, ssh = machine.ssh } }
    pod_cidrs      = var.pod_cidrs
    service_cidrs  = var.service_cidrs
    cni            = var.cni
  }
}

resource "k8s_node" "control_plane" {
  provider = holdfast
  for_each = local.control_planes

  name       = each.key
  role       = "control_plane"
  version    = var.kubernetes_version
  cluster    = local.cluster
  network    = { vpn_unit = var.vpn_unit }
  kubelet    = { system_reserved = each.value.system_reserved }
  packages   = var.packages
  labels     = each.value.labels
  taints     = each.value.taints
  on_destroy = { remove_packages = true, on_unreachable = var.on_unreachable }
}

resource "k8s_node" "worker" {
  provider = holdfast
  for_each = local.workers

  name       = each.key
  role       = "worker"
  version    = var.kubernetes_version
  cluster    = local.cluster
  ssh        = each.value.ssh
  network    = { node_ip = each.value.node_ip, vpn_unit = var.vpn_unit }
  kubelet    = { system_reserved = each.value.system_reserved }
  packages   = var.packages
  labels     = each.value.labels
  taints     = each.value.taints
  on_destroy = { remove_packages = true, on_unreachable = var.on_unreachable }

  # Workers come after the control planes and go before them.
  after = [for node in k8s_node.control_plane : node.node_uid]
}
