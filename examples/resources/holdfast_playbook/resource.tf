# Runs when a file beside the playbook, a host, a variable or the machine behind it changes.
resource "holdfast_playbook" "web" {
  playbook = "${path.module}/playbooks/site.yml"

  hosts = {
    web-1 = {
      groups = ["web"]
      ssh = {
        host     = "10.20.0.11"
        user     = "debian"
        profile  = "cloud" # one of the provider's ssh.profiles, which hold the keys
        host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"
        become   = true
        jumps = [{
          host     = "jump.example"
          host_key = "SHA256:zXdGpZ3aVZlKmIXqDkx0qHTsTbWAbJbOa0fWlmh2nGg"
        }]
        timeouts = { reachable = "5m" }
      }
    }
  }

  extra_vars            = { site_name = "example" }
  extra_vars_wo         = { admin_password = var.admin_password }
  extra_vars_wo_version = "1"
  triggers              = { machine = "vm-101" }
  preview               = true
}

variable "admin_password" {
  type      = string
  ephemeral = true
}

# What the playbook set with set_fact.
output "installed" {
  value = holdfast_playbook.web.facts
}
