"""Which network a request comes from, as limits and patterns count it."""

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.core.internal.ratelimit import get_ip


def network_of(request):
    """The network (str) of whoever asks: one address of version 4; of version 6 the /64 that one household has."""
    address = ip_address(get_ip(request))
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
