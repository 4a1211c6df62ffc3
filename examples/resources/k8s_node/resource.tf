# What all nodes agree on. Logins are names of the provider's ssh.profiles, which hold the keys.
locals {
  cluster = {
    name = "edge"
    init = "cp1"
    control_planes = {
      cp1 = { node_ip = "10.20.0.11", ssh = local.machines.cp1 }
      cp2 = { node_ip = "10.20.0.12", ssh = local.machines.cp2 }
    }
    pod_cidrs = ["10.244.0.0/16"]
    cni       = { kind = "flannel" }
  }

  workers = {
    w1 = { node_ip = "10.20.0.21", ssh = local.machines.w1 }
  }

  machines = {
    cp1 = { host = "192.0.2.11", user = "debian", host_key = "SHA256:arnx6499M4j0+dWG9m6Z/VQIDfLERvDlhmiwnAihbdA" }
    cp2 = { host = "192.0.2.12", user = "debian", host_key = "SHA256:AV9+a8Wur0g3JAieklLME7UJUaa2lBJSJ2XP9NeAMG4" }
    w1 = {
      host     = "192.168.1.21"
      user     = "pi"
      host_key = "SHA256:L1BSyf0VsZoYxYTQE2NWgZhhPww06EQJ73k4cJoVnsI"
      jumps    = [{ host = "home.example", host_key = "SHA256:lAkd1koh/+lCFLxtF97rQ4c6XPLwpxtLXKqaXIG2ln0" }]
      timeouts = { reachable = "10m" }
    }
  }
}

resource "k8s_node" "control_plane" {
  for_each = local.cluster.control_planes

  name    = each.key
  role    = "control_plane"
  version = "1.36.4"
  cluster = local.cluster
  network = { vpn_unit = "netclient.service" }
}

resource "k8s_node" "worker" {
  for_each = local.workers

  name    = each.key
  role    = "worker"
  version = "1.36.4"
  cluster = local.cluster
  ssh     = each.value.ssh
  network = {
    node_ip  = each.value.node_ip
    vpn_unit = "netclient.service"
  }

  kubelet = { system_reserved = "256Mi", max_pods = 40 }
  labels  = { site = "attic" }
  taints  = { edge = { value = "true", effect = "NoSchedule" } }

  on_destroy = { timeout = "10m", on_unreachable = "forget" }

  # Workers come after the control planes and go before them.
  after = [for node in k8s_node.control_plane : node.node_uid]
}
