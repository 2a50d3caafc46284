"""What of a client's address may be kept: its network, never the machine.

The journal is never purged, and where a person of the staff was is personal data. The network tells
what an audit must know, whether somebody sat in the hall or elsewhere.
"""

from __future__ import annotations

import ipaddress

_KEPT_BITS = {4: 24, 6: 48}


def network_of(address: str) -> str:
    """``192.0.2.77`` as ``192.0.2.0/24``, IPv6 by its first 48 bits; else ``unknown``."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/{_KEPT_BITS[found.version]}", strict=False))
