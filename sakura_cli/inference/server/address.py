"""Where a server is: on this machine, or elsewhere, where a text leaves it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _

_LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})


@dataclass(frozen=True)
class Address:
    """A server's address; `prefix` is the path before `/v1`, without a slash at its end."""

    scheme: str
    host: str
    port: int
    prefix: str

    @property
    def is_remote(self) -> bool:
        """Whether it is not this machine, as far as the address says: a name may lead anywhere but for localhost."""
        if self.host.lower() in _LOCAL_NAMES:
            return False
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return True

    @property
    def url(self) -> str:
        """The address as it is shown: never with a key or a name in it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.prefix}"


def parse_address(text: str) -> Address:
    """Return the address of a URL like http://127.0.0.1:8080 or https://host/v1. Raises ValueError."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(_("a URL like http://127.0.0.1:8080")) from None
    if parts.username or parts.password or parts.query or parts.fragment:
        # It would stand in the list of processes, and in the configuration.
        raise ValueError(_("a URL without a name, a key or a query: keys come from the environment"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise ValueError(_("a URL like http://127.0.0.1:8080"))
    prefix = re.sub(r"(/v1)?/*$", "", parts.path)
    return Address(parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), prefix)


def check_allowed(address: Address, *, allow_remote: bool) -> None:
    """Raise UsageError for a server that is not on this machine, unless the user said that texts may go there."""
    if address.is_remote and not allow_remote:
        message = _("{url} is not on this machine: your texts would leave it").format(url=address.url)
        raise UsageError(message, hint=_("add --allow-remote if they may"), kind="remote-engine")
