@retry(on=(httpx.TransportError,), attempts=5)
def pay(order: Order, *, key: str) -> Receipt:
    headers = {"Idempotency-Key": key}      # the same for all attempts
    response = httpx.post(PAY_URL, json=order.as_json(), headers=headers)
    return Receipt.from_json(response.raise_for_status().json())


pay(order, key=f"order-{order.id}")
