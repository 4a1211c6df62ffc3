terraform {
  required_version = ">= 1.11"
  required_providers {
    holdfast = { source = "holdfast/holdfast" }
  }
}
