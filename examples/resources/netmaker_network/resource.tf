# A network for the machines of a cluster. Destroying it while machines are in it is refused.
resource "netmaker_network" "cluster" {
  name       = "cluster"
  ipv4_range = "10.101.0.0/16"
}

# A network with both kinds of addresses, in which only explicit policies let traffic through.
resource "netmaker_network" "office" {
  name        = "office"
  ipv4_range  = "10.102.0.0/16"
  ipv6_range  = "fd00:102::/64"
  default_acl = { enabled = false }

  timeouts = { delete = "10m" }
}
