terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

import {
  to = tfcoremock_simple_resource.adopted
  id = "found"
}

resource "tfcoremock_simple_resource" "adopted" {
  id      = "found"
  integer = 2
}
