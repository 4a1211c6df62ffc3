variable "template" {
  description = "VM id of the template that the web servers are cloned from."
  type        = number
  default     = 9000
}

variable "web_servers" {
  description = "The web servers to build: name and fixed address."
  type        = map(string)
  default = {
    web1 = "10.10.0.11/24"
    web2 = "10.10.0.12/24"
    web3 = "10.10.0.13/24"
  }
}

variable "web_memory" {
  description = "Memory of each web server in MiB."
  type        = number
  default     = 1024
}
