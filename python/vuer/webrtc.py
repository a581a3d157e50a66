"""Names of the original that send video by WebRTC from Python. Not supported.

The page's ``WebRTCVideoPlane`` and ``WebRTCStereoVideoPlane`` show the stream of any WebRTC server; pictures from
Python go into ``ImageBackground``, whose frames are sent newest first.
"""

from __future__ import annotations

from typing import Any

__all__ = ["WebRTCStream", "WebRTCStreamManager"]


class WebRTCStream:
    """Not supported: needs a WebRTC stack in the server."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError(
            "WebRTC from Python is not supported: send frames with ImageBackground(array, format='jpeg'), "
            "or show another server's stream with WebRTCVideoPlane(src=url)"
        )


class WebRTCStreamManager(WebRTCStream):
    """Not supported, as :class:`WebRTCStream`."""
