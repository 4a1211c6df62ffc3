import {
  to = netmaker_network.cluster
  id = "cluster"
}
