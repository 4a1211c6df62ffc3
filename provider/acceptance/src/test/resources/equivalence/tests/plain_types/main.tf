terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

resource "tfcoremock_plain" "plain" {
  id      = "plain"
  object  = { name = "a", sizes = [3, 1, 2] }
  objects = [{ name = "b" }, { name = "a" }, { name = "b" }]
  matrix  = { x = [[true, false], []], y = [] }
}
