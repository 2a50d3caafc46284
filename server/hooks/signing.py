"""The signature of a delivery: HMAC-SHA256 (RFC 2104) over its time and its body."""

from __future__ import annotations

import hashlib
import hmac
import secrets

HEADER = "Luot-Signature"


def new_secret() -> str:
    """A secret of 256 bits for both sides."""
    return secrets.token_urlsafe(32)


def signature(secret: str, at_s: int, body: bytes) -> str:
    """``t=SECONDS,v1=HEX``: the time is signed too, so that nothing old can be sent anew."""
    told = f"{at_s}.".encode() + body
    made = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
    return f"t={at_s},v1={made}"
