import {
  to = netmaker_egress.pods
  id = "cluster/7e57d004-2b97-0e7a-b45f-5387367791cd"
}
