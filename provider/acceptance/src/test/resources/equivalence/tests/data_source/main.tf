terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

data "tfcoremock_complex_resource" "read" {
  id = "source"
}

resource "tfcoremock_simple_resource" "copy" {
  id      = "copy"
  string  = data.tfcoremock_complex_resource.read.list[0].string
  integer = data.tfcoremock_complex_resource.read.map["k"].object.integer
}
