import {
  to = netmaker_enrollment_key.workers
  id = "workers"
}
