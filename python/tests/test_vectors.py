"""Every class of both versions sends what the original sends, in the dialect of its version."""

import functools

import pytest
import vectors
from compare import assert_same
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
    assert_same(ours, theirs)


def test_exceptions_are_vectors():
    known = {(version, name_of(component, case)) for version, component, case in CASES}
    assert EXCEPTIONS.keys() <= known


def test_all_vectors_are_here():
    assert len(CASES) == 324 + 380
    assert len(EVENTS) == 2 * 27
    assert {event["name"] for _, event in EVENTS} == vectors.events().keys()
