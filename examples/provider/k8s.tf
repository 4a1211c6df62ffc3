terraform {
  required_providers {
    k8s = { source = "holdfast/k8s" }
  }
}

variable "ssh_key" {
  description = "The private key that logs in to the machines."
  type        = string
  ephemeral   = true
}

# Resources name these profiles in ssh.profile; the one named default counts where they name none.
provider "k8s" {
  ssh = {
    profiles = {
      default = { user = "debian", private_key = var.ssh_key }
    }
  }
}
