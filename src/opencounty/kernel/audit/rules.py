"""How entries are digested, how digests make a root, and how seals make a chain."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

LEAF, NODE = b"\x00", b"\x01"  # a leaf can never be taken for a node (RFC 6962)
FIRST_PREVIOUS = ""  # what the first seal follows


def canonical(*values: Any) -> bytes:
    """Return values as the one text that stands for them, whichever the database."""
    plain = [
        v.astimezone(UTC).isoformat(timespec="microseconds")
        if isinstance(v, datetime)
        else v
        for v in values
    ]
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(values: Sequence[Any], algorithm: str) -> str:
    """Return the digest of one entry's values, in the order of the model."""
    return hashlib.new(algorithm, LEAF + canonical(*values)).hexdigest()


def root(digests: Sequence[str], algorithm: str) -> str:
    """Return the Merkle root of the entries' digests; a lone one is carried up."""
    if not digests:
        raise ValueError("nothing to seal has no root")
    ring = [bytes.fromhex(d) for d in digests]
    while len(ring) > 1:
        pairs = zip(ring[::2], ring[1::2], strict=False)
        above = [hashlib.new(algorithm, NODE + a + b).digest() for a, b in pairs]
        ring = above + ring[len(above) * 2 :]
    return ring[0].hex()


def link(facts: Sequence[Any], algorithm: str) -> str:
    """Return a seal's own digest: its facts, the digest of the one before first."""
    return hashlib.new(algorithm, canonical(*facts)).hexdigest()


def signature(seal_digest: str, key: bytes) -> str:
    """Return the seal's signature under the site's key, kept outside the database."""
    return hmac.new(key, seal_digest.encode(), "sha256").hexdigest()
