variable "proxmox_endpoints" {
  type    = list(string)
  default = ["https://pve1.example:8006", "https://pve2.example:8006"]
}

variable "proxmox_fingerprint" {
  type    = string
  default = null
}

variable "netmaker_endpoint" {
  type    = string
  default = "https://api.netmaker.example"
}

variable "ssh_key" {
  description = "The private key that logs in to all machines."
  type        = string
  ephemeral   = true
}

variable "ssh_public_key" {
  description = "Its public half, for the machines that are made here."
  type        = string
}

variable "image" {
  description = "The cloud image of the template."
  type        = object({ url = string, checksum = string })
}

variable "host_keys" {
  description = "Host keys by machine; without one its key is looked for in the provider's ssh.known_hosts."
  type        = map(string)
  default     = {}
}

variable "script" {
  description = "What the template needs beside its packages, as a shell script."
  type        = string
  default     = null
}

variable "client_version" {
  description = "Version of the mesh's client, the server's line."
  type        = string
  default     = "1.5.1"
}

variable "kubernetes_version" {
  type    = string
  default = "1.36.4"
}
