variable "name" {
  description = "Name of the cluster."
  type        = string
}

# Not "version": module blocks reserve that name.
variable "kubernetes_version" {
  description = "Version of Kubernetes, the same on all nodes."
  type        = string
}

variable "machines" {
  description = "The machines by node name. Logins are names of the provider's ssh.profiles."
  type = map(object({
    role    = string
    node_ip = string
    ssh = object({
      host     = string
      port     = optional(number)
      user     = optional(string)
      profile  = optional(string)
      host_key = optional(string)
      become   = optional(bool)
      jumps = optional(list(object({
        host     = string
        port     = optional(number)
        user     = optional(string)
        profile  = optional(string)
        host_key = optional(string)
      })))
      timeouts = optional(object({
        connect   = optional(string)
        reachable = optional(string)
      }))
    })
    labels = optional(map(string), {})
    taints = optional(map(object({
      value  = optional(string)
      effect = string
    })), {})
    system_reserved = optional(string)
  }))

  validation {
    condition     = alltrue([for machine in var.machines : contains(["control_plane", "worker"], machine.role)])
    error_message = "Each machine's role is control_plane or worker."
  }
  validation {
    condition     = anytrue([for machine in var.machines : machine.role == "control_plane"])
    error_message = "A cluster needs a machine with the role control_plane."
  }
}

variable "init" {
  description = "The control plane that creates the cluster; the first by name when left out."
  type        = string
  default     = null
}

variable "pod_cidrs" {
  description = "Ranges of the pods."
  type        = list(string)
  default     = ["10.244.0.0/16"]
}

variable "service_cidrs" {
  description = "Ranges of the services."
  type        = list(string)
  default     = ["10.96.0.0/12"]
}

variable "cni" {
  description = "The network of the pods, as the attribute cluster.cni of k8s_node."
  type = object({
    kind     = string
    version  = optional(string)
    manifest = optional(string)
    sha256   = optional(string)
    backend  = optional(string)
    mtu      = optional(number)
  })
  default = { kind = "flannel" }
}

variable "vpn_unit" {
  description = "The systemd unit that brings up the interface of the nodes' addresses, such as netclient.service."
  type        = string
  default     = null
}

variable "packages" {
  description = "Where the packages of Kubernetes come from, as the attribute packages of k8s_node."
  type = object({
    repository     = optional(string)
    repository_key = optional(string)
    suite          = optional(string)
    components     = optional(list(string))
    trusted        = optional(bool)
  })
  default = null
}

variable "on_unreachable" {
  description = "What destroying does with a machine that does not answer: fail or forget."
  type        = string
  default     = "fail"
}
