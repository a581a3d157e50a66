"""Equality of what goes over the wire, but for how pictures are compressed."""

from base64 import b64decode
from io import BytesIO


def picture(value):
    """A file's or data URL's kind and pixels, or the value itself if it is no picture."""
    from PIL import Image

    prefix = ""
    content = value
    if isinstance(value, str) and value.startswith("data:image/"):
        prefix, _, text = value.partition(",")
        content = b64decode(text)
    if not isinstance(content, bytes) or content[:4] not in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
    ):
        return value
    image = Image.open(BytesIO(content))
    return prefix, image.format, image.mode, image.size, image.tobytes()


def assert_same(ours, theirs, where="node"):
    """Equal, but for how pictures are compressed: PNG has the same pixels, JPEG nearly so."""
    if isinstance(theirs, dict):
        assert isinstance(ours, dict), where
        assert ours.keys() == theirs.keys(), where
        for name in theirs:
            assert_same(ours[name], theirs[name], f"{where}.{name}")
        return
    if isinstance(theirs, list) and isinstance(ours, list):
        assert len(ours) == len(theirs), where
        for place, (own, other) in enumerate(zip(ours, theirs, strict=True)):
            assert_same(own, other, f"{where}[{place}]")
        return
    ours, theirs = picture(ours), picture(theirs)
    if isinstance(theirs, tuple) and theirs[1] == "JPEG":
        assert ours[:4] == theirs[:4], where
        # 3 × 2 pixels of six colours: one of the two encoders halves the resolution of colour.
        pairs = zip(ours[4], theirs[4], strict=True)
        assert all(abs(mine - other) <= 48 for mine, other in pairs), where
    else:
        assert ours == theirs, where
