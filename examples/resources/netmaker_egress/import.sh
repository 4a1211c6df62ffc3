terraform import netmaker_egress.pods cluster/7e57d004-2b97-0e7a-b45f-5387367791cd
