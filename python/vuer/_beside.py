"""Notices the original in the same environment: both are the package ``vuer``, and their files mix."""

from __future__ import annotations

import os

__all__ = ["check"]


def check(folder: str | None = None) -> None:
    """Raises :class:`ImportError` if the original is installed beside this package.

    By the names in the folder alone: the standard library's own way to ask costs more than the whole package.

    :param folder: where packages are installed; where this one is if not given.
    """
    folder = folder or os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name in os.listdir(folder):
        # As in `vuer-0.1.6.dist-info`; ours is `vuer_rs-…`.
        if name.startswith("vuer-") and name.endswith((".dist-info", ".egg-info")):
            raise ImportError(
                "the distributions vuer and vuer-rs are both installed, and both are the package vuer: "
                "run `pip uninstall -y vuer vuer-rs`, then `pip install vuer-rs`"
            )
