import socket

mac = bytes.fromhex("001a2b3c4d5e")
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    s.sendto(b"\xff" * 6 + mac * 16, ("192.168.1.255", 9))
