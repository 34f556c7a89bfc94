import hashlib
import hmac


def is_ours(body: bytes, signature: str, secret: bytes) -> bool:
    wanted = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, signature)
