sudo useradd --system --home /var/lib/mudlark --create-home mudlark
sudo -u mudlark mudlark init --data /var/lib/mudlark
