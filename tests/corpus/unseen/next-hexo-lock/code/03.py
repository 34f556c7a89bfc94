pool = ThreadPoolExecutor(max_workers=8)

def keep_alive(client, name, token, ttl_ms):
    while not done.is_set():
        time.sleep(ttl_ms / 3 / 1000)
        client.pexpire(f"lock:{name}", ttl_ms)   # 没有检查 token！

pool.submit(keep_alive, client, "settle", token, 30_000)
