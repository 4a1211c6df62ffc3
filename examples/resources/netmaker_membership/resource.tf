# The host gets a fixed address, also where its key has let it in already.
resource "netmaker_membership" "worker" {
  network      = "cluster"
  host_id      = "0f8fad5b-d9cb-469f-a165-70867728950e"
  ipv4_address = "10.101.0.11"
}
