import time

started = time.monotonic()
time.sleep(0.25)
print(f"{time.monotonic() - started:.2f} s")
