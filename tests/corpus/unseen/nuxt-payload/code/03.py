import pathlib, time

log = pathlib.Path("/var/log/boot.txt")
known = set(pathlib.Path("/etc/boot-known").read_text().splitlines())

for line in log.read_text().splitlines():
    if line not in known:
        print(time.strftime("%F"), line)
