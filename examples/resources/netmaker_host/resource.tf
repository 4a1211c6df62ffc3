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
