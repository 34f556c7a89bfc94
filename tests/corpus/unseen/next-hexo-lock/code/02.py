def acquire(client, name, ttl_ms=30_000):
    token = secrets.token_hex(16)
    if client.set(f"lock:{name}", token, nx=True, px=ttl_ms):
        return token
    return None


def release(client, name, token):
    # 先比较再删除，必须是原子的
    return client.eval(RELEASE, 1, f"lock:{name}", token)
