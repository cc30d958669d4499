"""Where a request came from, as far as the proxies in front can be trusted."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the client's network address; empty when nobody can tell.

    Each of the TRUSTED_PROXIES adds one address at the end of X-Forwarded-For; what
    stands before those was written by the client and is not believed.
    """
    claimed = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    if trusted:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        if len(told) >= trusted and told[-trusted].strip():
            claimed = told[-trusted].strip()
    try:
        address = ipaddress.ip_address(claimed.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
