"""Every class of both versions sends what the original sends, in the dialect of its version."""

import functools
from io import BytesIO

import pytest
import vectors
from vuer import _vuer

VERSIONS = ("0.0.71", "0.1.6")

# What is not as the original has it, and why. Each is checked to differ.
_NO_TAG = "the original sends an empty map, without tag and key, which no client can draw or address"
EXCEPTIONS = {
    ("0.1.6", "Img/default"): _NO_TAG,
    ("0.1.6", "Image/default"): _NO_TAG,
    ("0.1.6", "ImageBackground/default"): _NO_TAG,
    ("0.1.6", "SceneBackground/default"): _NO_TAG,
    ("0.1.6", "StereoVideoPlane/default"): _NO_TAG,
    ("0.1.6", "VideoMaterial/default"): _NO_TAG,
    ("0.1.6", "VideoPlane/default"): _NO_TAG,
    ("0.1.6", "WebRTCVideoMaterial/default"): _NO_TAG,
    ("0.1.6", "WebRTCVideoMaterial/sample0"): _NO_TAG,
}

CASES = [
    (version, component, case)
    for version in VERSIONS
    for component in vectors.golden(version)
    for case in component["cases"]
]

results = functools.cache(vectors.run)


def name_of(component, case):
    return f"{component['cls']}/{case['case']}"


def picture(value):
    """A file's or data URL's kind and pixels, or the value itself if it is no picture."""
    from base64 import b64decode

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
    ours, theirs = picture(ours), picture(theirs)
    if isinstance(theirs, tuple) and theirs[1] == "JPEG":
        assert ours[:4] == theirs[:4], where
        # 3 × 2 pixels of six colours: one of the two encoders halves the resolution of colour.
        pairs = zip(ours[4], theirs[4], strict=True)
        assert all(abs(mine - other) <= 48 for mine, other in pairs), where
    else:
        assert ours == theirs, where


@pytest.mark.parametrize(
    ("version", "component", "case"),
    CASES,
    ids=[f"{version}-{name_of(component, case)}" for version, component, case in CASES],
)
def test_node_is_the_originals(version, component, case):
    name = name_of(component, case)
    result = results(version)[name]
    assert "error" not in result, result
    ours = _vuer.decode(bytes.fromhex(result["hex"]))
    theirs = _vuer.decode(bytes.fromhex(case["msgpack_hex"]))
    if (version, name) in EXCEPTIONS:
        assert ours != theirs, f"{name} is no exception any more: take it off the list"
        assert ours["tag"] == component["tag"]
        assert ours["key"]
    else:
        assert_same(ours, theirs)


EVENTS = [
    (version, event) for version in VERSIONS for event in vectors.golden_events(version)
]


@pytest.mark.parametrize(
    ("version", "event"),
    EVENTS,
    ids=[f"{version}-{event['name']}" for version, event in EVENTS],
)
def test_event_is_the_originals(version, event):
    result = results(version)[event["name"]]
    assert "error" not in result, result
    ours = _vuer.decode(bytes.fromhex(result["hex"]))
    theirs = _vuer.decode(bytes.fromhex(event["msgpack_hex"]))
    if event["name"].startswith("UPSERT strict"):
        # The original loses what it was told; our own client and server heed it.
        assert ours.pop("strict") is True
    assert_same(ours, theirs)


def test_exceptions_are_vectors():
    known = {(version, name_of(component, case)) for version, component, case in CASES}
    assert EXCEPTIONS.keys() <= known


def test_all_vectors_are_here():
    assert len(CASES) == 324 + 380
    assert len(EVENTS) == 2 * 27
    assert {event["name"] for _, event in EVENTS} == vectors.events().keys()
