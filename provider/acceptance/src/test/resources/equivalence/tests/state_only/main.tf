terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

provider "tfcoremock" {
  use_only_state = true
}

resource "tfcoremock_simple_resource" "flat" {
  id      = "flat"
  bool    = false
  integer = 0
  float   = 0.1
  number  = 12345678901234567890.5
  string  = ""
}
