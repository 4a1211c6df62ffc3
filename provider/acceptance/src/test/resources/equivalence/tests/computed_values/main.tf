terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

resource "tfcoremock_made" "told" {
  id    = "told"
  label = "told"
}

resource "tfcoremock_made" "made" {
  id    = "made"
  parts = [{ name = "a" }, { name = "b" }]

  step {
    name = "first"
  }

  step {
    name  = "second"
    order = 2
  }
}
