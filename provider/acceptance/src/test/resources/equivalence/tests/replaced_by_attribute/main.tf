terraform {
  required_providers {
    tfcoremock = { source = "hashicorp/tfcoremock" }
  }
}

resource "tfcoremock_placed" "moved" {
  id    = "moved"
  place = "there"
}

resource "tfcoremock_placed" "renamed" {
  id    = "new-name"
  place = "here"
}

resource "tfcoremock_placed" "noted" {
  id    = "noted"
  place = "here"
  note  = "changed in place"
}
