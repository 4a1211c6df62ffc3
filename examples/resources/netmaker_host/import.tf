import {
  to = netmaker_host.worker
  id = "0f8fad5b-d9cb-469f-a165-70867728950e" # or the name of the host
}
