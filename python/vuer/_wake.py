"""How what happens in threads of Rust's gets to an event loop."""

from __future__ import annotations

import asyncio
import os
import sys

__all__ = ["wake_with"]


def wake_with(loop: asyncio.AbstractEventLoop) -> str:
    """How the loop is to be woken: ``VUER_BRIDGE``, or the best that it can."""
    if chosen := os.environ.get("VUER_BRIDGE"):
        return chosen
    if type(loop).add_reader is asyncio.AbstractEventLoop.add_reader or (
        sys.platform == "win32" and not hasattr(loop, "_selector")
    ):
        return "callback"
    return "eventfd" if sys.platform == "linux" else "socketpair"
