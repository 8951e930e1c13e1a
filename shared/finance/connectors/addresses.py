"""Where a tenant's connection may lead: https, to addresses of the open internet unless the deployment says otherwise.

Tenants type these addresses, so a request to one must not reach into the network that the service itself stands in.
The name is resolved once, every address of it is judged, and the connection goes to the address that was judged: a name
that changes its mind in between changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from shared.finance.connectors.errors import NotConfigured, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

HTTPS_PORT = 443
FIRST_FREE_PORT = 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the system's resolver has them. Raises ``OSError``."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class AddressRule:
    """Which addresses may be reached. ``private``: private and loopback ones, too, for a finance system in the house.

    Link-local ones are never allowed: a cloud's metadata service, which gives out keys, lies there.
    """

    private: bool = False
    resolve: Resolve = resolved

    def way_to(self, url: str, system: str) -> "Way":
        """Return where ``url`` leads. Raises ``NotConfigured`` where it may not be reached, ``Unreachable``."""
        try:
            split = urlsplit(url)
            host, port = split.hostname or "", split.port or HTTPS_PORT
        except ValueError as error:
            raise NotConfigured(system, "the address cannot be read") from error
        if split.scheme != "https" or not host or split.username is not None:
            raise NotConfigured(system, "the address must begin with https:// and hold no user or password")
        if port != HTTPS_PORT and port < FIRST_FREE_PORT:
            raise NotConfigured(system, f"port {port} is not one for https")
        return Way(url.rstrip("/"), host, port, self.judged(host, port, system))

    def judged(self, host: str, port: int, system: str) -> str:
        """Return the address to connect to. Raises as ``way_to``."""
        try:
            found = [ipaddress.ip_address(text.split("%")[0]) for text in self.resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise Unreachable(system, f"the name {host} is not known") from error
        if not found:
            raise Unreachable(system, f"the name {host} is not known")
        if not all(self.allows(address) for address in found):
            raise NotConfigured(system, f"{host} leads into a network that may not be reached from here")
        return str(found[0])

    def allows(self, address: Address) -> bool:
        """Return whether an address may be reached; one that wraps another is judged by what it wraps."""
        inner = _wrapped(address)
        if inner is not None:
            return self.allows(inner)
        if address.is_loopback:
            return self.private
        if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
            return False
        return address.is_global or (self.private and address.is_private)


@dataclass(frozen=True)
class Way:
    """A place that may be reached: the address as typed, its name and port, and the IP address that was judged."""

    url: str
    host: str
    port: int
    ip: str

    @property
    def path(self) -> str:
        """The path that every request begins with; empty where it is the root."""
        return urlsplit(self.url).path

    @property
    def authority(self) -> str:
        """The ``Host`` header."""
        return self.host if self.port == HTTPS_PORT else f"{self.host}:{self.port}"


def _wrapped(address: Address) -> Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
