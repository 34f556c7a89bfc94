ssh-keygen -s company_ca -I "noah" -n deploy -V +8h noah.pub
