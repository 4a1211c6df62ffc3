terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

resource "tfcoremock_made" "made" {
  id    = "made"
  parts = [{ name = "z" }, { name = "b" }]
}
