systemctl --user show-environment | grep ^PATH
systemd-run --user --wait --pipe env     # what a unit really sees
