terraform import netmaker_membership.worker cluster/0f8fad5b-d9cb-469f-a165-70867728950e
