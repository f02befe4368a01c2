"""What single settings may say, and what they become: addresses, networks, numbers, domains, hosts, keys, addresses of the web."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator

SLACK_API = "https://slack.com/api/"
DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def _address(value: object) -> object:
    """ "127.0.0.1:2525" as host and port; "[::1]:2525" too."""
    if not isinstance(value, str):
        return value
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("write host:port, for example 127.0.0.1:2525")
    return host.strip("[]"), int(port)


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError(
            "write addresses or networks with commas between, for example 127.0.0.1, 10.2.0.0/16"
        ) from None


def _many(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.isdecimal() or not 0 < int(value) < 10_000:
        raise ValueError("write a whole number from 1 to 9999")
    return int(value)


def _domain(value: object) -> object:
    if not isinstance(value, str) or not DOMAIN.fullmatch(value.lower()):
        raise ValueError("write the domain alone, for example eksamen.example.no")
    return value.lower()


def _hosts(value: object) -> object:
    """ "mx1.example.no, .mail.protection.outlook.com": names, a leading dot for all below it, which must be a domain of somebody's own."""
    names = [part.strip().lower() for part in value.split(",")] if isinstance(value, str) and value else []
    if not all(DOMAIN.fullmatch(name.removeprefix(".")) and (name[0] != "." or name.count(".") > 1) for name in names):
        raise ValueError("write host names with commas between, a dot before one for all below it: .mail.example.no")
    return ", ".join(names)


def _dkim_keys(value: object) -> object:
    """ "s2026=rsa.pem, e2026=ed25519.pem" as pairs of a selector and a file."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    if not all(DOMAIN.fullmatch(selector.strip().lower()) and file.strip() for selector, _, file in pairs):
        raise ValueError("write selector=file, with commas between several, for example s2026=/etc/fristvakt/dkim.pem")
    return tuple((selector.strip().lower(), Path(file.strip())) for selector, _, file in pairs)


def _url(value: object) -> object:
    """An address of the web, which urlsplit can take apart."""
    try:
        known = isinstance(value, str) and bool(urlsplit(value).hostname) and urlsplit(value).port != 0
    except ValueError:
        known = False
    if not known:
        raise ValueError("write a whole address, for example https://frist.example.no")
    return value


def _api(value: object) -> object:
    """Slack's methods stand under /api/, also for who names the host alone."""
    return SLACK_API if value in {"https://slack.com", "https://slack.com/"} else _url(value)


def _socket(value: object) -> object:
    """The path of a socket of this machine, or the address of a port."""
    return Path(value) if isinstance(value, str) and value.startswith("/") else _address(value)


Address = Annotated[tuple[str, int], BeforeValidator(_address)]
Socket = Annotated[tuple[str, int] | Path, BeforeValidator(_socket)]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
DkimKeys = Annotated[tuple[tuple[str, Path], ...], BeforeValidator(_dkim_keys)]
Networks = Annotated[tuple[Network, ...], BeforeValidator(_networks)]
Many = Annotated[int, BeforeValidator(_many)]
Domain = Annotated[str, BeforeValidator(_domain)]
Hosts = Annotated[str, BeforeValidator(_hosts)]
Url = Annotated[str, BeforeValidator(_url)]
SlackUrl = Annotated[str, BeforeValidator(_api)]
