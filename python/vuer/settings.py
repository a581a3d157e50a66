"""What a server or a client is told before it starts: arguments, then what a subclass sets, then the environment, then defaults."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

__all__ = ["CLIENT", "SERVER", "Setting", "environment"]

Setting = tuple[tuple[str, ...], Callable[[str], Any]]


def _flag(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    try:
        return words[text.lower()]
    except KeyError:
        raise ValueError("true or false") from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("a whole number") from None


SERVER: dict[str, Setting] = {
    "host": (("VUER_HOST",), str),
    "port": (("VUER_PORT",), _number),
    "free_port": (("VUER_FREE_PORT",), _flag),
    "domain": (("VUER_DOMAIN",), str),
    "cors": (("VUER_CORS",), str),
    "cert": (("VUER_SSL_CERT", "SSL_CERT"), str),
    "key": (("VUER_SSL_KEY", "SSL_KEY"), str),
    "ca_cert": (("VUER_SSL_CA_CERT", "SSL_CA_CERT"), str),
    "workspace": (("VUER_WORKSPACE", "VUER_STATIC_ROOT"), str),
    "client_root": (("VUER_CLIENT_ROOT",), str),
    "queue_len": (("VUER_QUEUE_LEN",), _number),
    "verbose": (("VUER_VERBOSE",), _flag),
    "WEBSOCKET_MAX_SIZE": (("VUER_WEBSOCKET_MAX_SIZE", "WEBSOCKET_MAX_SIZE"), _number),
    "REQUEST_MAX_SIZE": (("VUER_REQUEST_MAX_SIZE", "REQUEST_MAX_SIZE"), _number),
}
"""The variables of each setting of a server, of which the first that is set counts, and how they are read."""

CLIENT: dict[str, Setting] = {
    "uri": (("VUER_CLIENT_URI",), str),
    "websocket_max_size": (("VUER_WEBSOCKET_MAX_SIZE", "WEBSOCKET_MAX_SIZE"), _number),
    "ssl_verify": (("VUER_SSL_VERIFY",), _flag),
}
"""Those of a client."""


def environment(settings: dict[str, Setting]) -> dict[str, Any]:
    """Those of the settings that the environment has. An empty variable is none.

    Further variables are read where the server starts, and what is set here beats them: ``VUER_TLS``, ``VUER_TLS_DIR``,
    ``VUER_SETUP_PORT``, ``VUER_MDNS`` and ``VUER_TOKEN``; ``VUER_ALLOW_HOST`` and ``VUER_QUERIES``, to which is added.

    :raises ValueError: a variable cannot be read; the text names it.
    """
    found: dict[str, Any] = {}
    for name, (variables, read) in settings.items():
        for variable in variables:
            if text := os.environ.get(variable):
                try:
                    found[name] = read(text)
                except ValueError as expected:
                    raise ValueError(
                        f"the environment variable {variable} is {text!r}: {expected} was expected"
                    ) from None
                break
    return found
