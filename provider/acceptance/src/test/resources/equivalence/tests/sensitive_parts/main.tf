terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

resource "tfcoremock_vault" "vault" {
  id    = "vault"
  pin   = 1234
  users = {
    one = { password = "first" }
    two = { password = "second", mail = "two@example.org" }
  }
}
