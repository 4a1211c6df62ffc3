# A machine behind a jump host that is made to join: single-use key, held client, no updates by itself.
resource "netmaker_host" "edge" {
  provider = holdfast

  name     = "edge-1"
  networks = [netmaker_network.mesh.id]
  mtu      = 1380
  client   = { version = "1.5.1", firewall = "nftables" }

  ssh = {
    host     = "192.168.7.20"
    host_key = "SHA256:uNiVztksCsDhcc0u9e8BrYQOVE2tTvQ0Hq5mUsmvZ0c"
    jumps = [{
      host     = "site.example.net"
      user     = "jump"
      host_key = "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"
    }]
  }
}

resource "netmaker_network" "mesh" {
  provider = holdfast

  name       = "mesh"
  ipv4_range = "10.20.0.0/16"
}

# A machine that registers under this name, with the settings that a Kubernetes node needs.
resource "netmaker_host" "worker" {
  name        = "worker-1"
  mtu         = 1380
  listen_port = 51821
  static_port = true
  auto_update = false
  dns         = false

  timeouts = { create = "15m" }
}

# A machine known by its hardware address that stays registered when it is destroyed here.
resource "netmaker_host" "gateway" {
  mac_address      = "02:42:ac:11:00:02"
  name             = "gateway"
  static_endpoint  = true
  endpoint_ipv4    = "203.0.113.10"
  leave_on_destroy = false
}
