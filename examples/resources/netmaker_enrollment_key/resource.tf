# A key for three machines, replaced by a new one when it is used up.
resource "netmaker_enrollment_key" "workers" {
  name                = "workers"
  networks            = ["cluster"]
  uses                = 3
  recreate_if_invalid = true
}

# A key for any number of machines until a day.
resource "netmaker_enrollment_key" "fair" {
  name       = "fair"
  networks   = ["cluster", "office"]
  expires_at = "2027-01-31T12:00:00Z"
}
