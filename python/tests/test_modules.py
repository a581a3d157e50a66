"""The small modules: serdes, types, workspace, rtc, webrtc."""

import asyncio
from base64 import b64decode
from io import BytesIO
from math import pi
from pathlib import Path

import pytest
from vuer import rtc, serdes, types, workspace
from vuer.events import Set
from vuer.ops import SceneOps
from vuer.rtc import SceneStore
from vuer.schemas import Box, Group, Scene, Sphere
from vuer.workspace import Blob, Workspace


def picture():
    import numpy as np

    pixels = np.zeros((8, 8, 3), dtype=np.uint8)
    pixels[:, 4:] = (255, 128, 0)
    return pixels


def opened(content):
    import numpy as np
    from PIL import Image

    return np.asarray(Image.open(BytesIO(content)).convert("RGB")).astype(int)


@pytest.mark.parametrize("name", ["png", "jpeg", "b64png", "b64jpeg"])
def test_picture_encoders(name):
    content = serdes.IMAGE_FORMATS[name](picture())
    assert getattr(serdes, name) is serdes.IMAGE_FORMATS[name]
    if name.startswith("b64"):
        head, _, text = content.partition(",")
        assert head == f"data:image/{name[3:]};base64"
        content = b64decode(text)
    exact = name.endswith("png")
    assert abs(opened(content) - picture()).max() <= (0 if exact else 40)


def test_quality_of_a_jpeg():
    import numpy as np

    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    assert len(serdes.jpeg(noise, quality=10)) < len(serdes.jpeg(noise)) / 2


def test_serializer():
    box = Box(key="b")
    node = {"tag": "Box", "key": "b"}
    assert serdes.serializer(box) == node
    assert serdes.serializer([box, (box, "x")]) == [node, [node, "x"]]
    assert serdes.serializer({"a": box}) == {"a": node}
    assert serdes.serializer("text") == "text"
    assert serdes.serializer(5) == 5


def test_types():
    url = types.Url("http://x:1/") / "/robot.urdf"
    assert url == "http://x:1/robot.urdf"
    assert isinstance(url + "?hot", types.Url)
    assert "a" + types.Url("b") == "ab"
    assert isinstance("a" + types.Url("b"), str)
    euler = types.Euler(1, 2, 3)
    assert euler == (1, 2, 3, "XYZ")
    assert types.EulerDeg(180, 90, 0, "ZYX").to_rad() == (pi, pi / 2, 0, "ZYX")
    assert types.EulerDeg.unit == "deg"
    body = types.Body(types.Vector3(1, 2, 3), euler, 2.0)
    assert body.position.z == 3
    assert (
        types.IDType
        and types.CoroutineFn
        and types.EventHandler
        and types.SocketHandler
    )


@pytest.fixture
def folders(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        (folder / "sub").mkdir(parents=True)
    (second / "sub" / "a.urdf").write_text("second")
    (second / "b.txt").write_text("b")
    (first / "b.txt").write_text("first b")
    (tmp_path / "outside").write_text("secret")
    (first / "way-out").symlink_to(tmp_path / "outside")
    return first, second


def test_workspace_finds_the_first(folders):
    first, second = folders
    space = Workspace(*folders)
    assert space.paths == folders
    assert space.absolute_paths == [str(first), str(second)]
    assert space.find("b.txt") == first / "b.txt"
    assert space.find("/sub/a.urdf") == second / "sub" / "a.urdf"
    assert asyncio.run(space.resolve("b.txt")) == first / "b.txt"
    assert asyncio.run(space.exists(first / "b.txt")) is True
    assert repr(Workspace("x")) == "Workspace('x')"
    assert Workspace().paths == (Path("."),)


@pytest.mark.parametrize(
    "name", ["", "none", "..", "../outside", "/../outside", "way-out", "sub"]
)
def test_workspace_stays_inside(folders, name):
    assert Workspace(*folders).find(name) is None
    assert asyncio.run(Workspace(*folders).resolve(name)) is None


def test_workspace_of_ones_own_backend():
    class Elsewhere(Workspace):
        async def resolve(self, filename):
            return Blob(text=filename.upper())

    assert asyncio.run(Elsewhere().resolve("a")).as_bytes() == b"A"


def test_links(tmp_path):
    space = Workspace(tmp_path)
    file = tmp_path / "a.txt"
    file.write_text("a")

    async def later(request):
        return {"asked": request}

    assert space.link(file, "/file") == "/file"
    space.link(b"raw", "raw.bin")
    space.link(lambda: "text", to="/t.txt", content_type="text/x")
    space.link(later, "/json/")
    space.link(lambda: Blob(text="<x/>", content_type="application/xml"), "/blob")

    def answer(path, request=None):
        return asyncio.run(space.handle_link(path, request))

    assert answer("file") == file
    assert (answer("/raw.bin").as_bytes(), answer("/raw.bin").content_type) == (
        b"raw",
        "application/octet-stream",
    )
    assert answer("/t.txt").content_type == "text/x"
    assert answer("/json", "me").as_bytes() == b'{"asked": "me"}'
    assert answer("/blob").content_type == "application/xml"
    assert answer("/nothing") is None
    assert set(space.links) == {"/file", "/raw.bin", "/t.txt", "/json", "/blob"}
    assert space.unlink("t.txt") is True
    assert space.unlink("t.txt") is False
    with pytest.raises(TypeError, match="not int"):
        space.link(3, "/x")


def test_mounts(tmp_path):
    space = Workspace(".")
    space.mount(tmp_path, to="/uploads")
    (mount,) = space.mounts
    assert (mount["path"], mount["root"]) == ("/uploads", tmp_path)


def test_workspace_from_settings(tmp_path):
    assert workspace.workspace_from_config(None).paths == (Path("."),)
    assert workspace.workspace_from_config("a").paths == (Path("a"),)
    assert workspace.workspace_from_config(["a", tmp_path]).paths == (
        Path("a"),
        tmp_path,
    )
    same = Workspace("a")
    assert workspace.workspace_from_config(same) is same
    with pytest.raises(TypeError, match="not int"):
        workspace.workspace_from_config(5)


def test_blobs():
    assert Blob(data=b"x").content_type == "application/octet-stream"
    assert Blob(text="é").as_bytes() == "é".encode()
    assert (Blob(json=[1]).as_bytes(), Blob(json=[1]).content_type) == (
        b"[1]",
        "application/json",
    )
    for wrong in ({}, {"data": b"", "text": ""}):
        with pytest.raises(ValueError, match="one of data, text and json"):
            Blob(**wrong)


def test_types_of_files():
    assert workspace.guess_content_type("a/Robot.URDF") == "application/xml"
    assert workspace.guess_content_type("a.png") == "image/png"
    assert workspace.guess_content_type("a.unknown") == "application/octet-stream"
    workspace.MIME_TYPES[".own"] = "x/own"
    try:
        assert Workspace.MIME_TYPES.guess("a.own") == "x/own"
    finally:
        del workspace.MIME_TYPES[".own"]
    assert isinstance(workspace.MIME_TYPES, workspace.MimeTypes)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/a/b", "a/b"),
        ("../a", "a"),
        ("a/../../b", "a/b"),
        ("./a", "a"),
        ("..", ""),
        ("/", ""),
    ],
)
def test_paths_are_made_safe(given, kept):
    assert workspace.sanitize_path(given) == kept


def test_pictures_of_a_workspace():
    pixels = picture()
    assert (opened(workspace.png(pixels)) == pixels).all()
    assert (opened(workspace.png(pixels / 255)) == pixels).all()
    assert workspace.jpg(pixels, quality=90)[:2] == b"\xff\xd8"
    assert workspace.b64jpg(pixels).startswith("data:image/jpeg;base64,")
    again = workspace.decode_b64png(workspace.b64png(pixels))
    assert again.size == (8, 8)
    assert again.getpixel((7, 0)) == (255, 128, 0)


def test_own_address():
    parts = workspace.local_ip().split(".")
    assert len(parts) == 4
    assert all(0 <= int(part) <= 255 for part in parts)


def test_scene_store_follows_the_operations():
    store = SceneStore()
    assert isinstance(store, SceneOps)
    assert store.scene is None
    assert store.scene_data is None
    store.set @ Scene(Box(key="a"), Group(key="g"), key="s")
    store.add(Sphere(key="c"), to="g")
    store.upsert @ [Box(key="a", color="red"), Box(key="d")]
    store.update @ Box(key="missing", color="blue")
    store.update @ {"key": "c", "args": [2]}
    store.add(Box(key="x"), to="bgChildren")
    store.remove @ "d"
    assert store.get("a")["color"] == "red"
    assert store.get("c")["args"] == [2]
    assert store.get("missing") is None
    assert store.get("d") is None
    scene = store.scene._serialize()
    assert [node["key"] for node in scene["children"]] == ["a", "g"]
    assert [node["key"] for node in scene["children"][1]["children"]] == ["c"]
    assert [node["key"] for node in scene["bgChildren"]] == ["x"]
    assert [event["etype"] for event in store.history][:2] == ["SET", "ADD"]
    assert len(store.history) == 7


def test_a_store_holds_copies():
    store = SceneStore()
    position = [0, 0, 0]
    store @ Set(Scene(Box(key="a", position=position), key="s"))
    position[0] = 5
    assert store.get("a")["position"] == [0, 0, 0]


def test_scene_graph_alone():
    graph = rtc.SceneGraph()
    assert graph.data is None
    assert graph.to_scene() is None
    graph.set_scene(
        {"tag": "Scene", "key": "s", "children": [{"key": "a", "tag": "Box"}]}
    )
    graph.add({"key": "b"}, to="nobody")
    assert graph.get("b") is None
    graph.add({"key": "b"}, to="a")
    graph.upsert({"key": "b", "x": 0.1})
    assert graph.get("b") == {"key": "b", "x": 0.1}
    graph.update({"x": 2})
    assert graph.data["x"] == 2, "it is the scene's"
    assert graph.to_scene()._serialize()["children"][0]["key"] == "a"
    graph.remove("a")
    assert graph.get("b") is None


ABSENT = [
    name
    for name, value in vars(rtc).items()
    if callable(value) and (value.__doc__ or "").startswith("Not supported")
]


def test_what_is_absent_is_listed():
    assert {"create_graph", "GraphStore", "Operation", "registry"} <= set(ABSENT)


@pytest.mark.parametrize("name", ABSENT)
def test_graphs_say_what_to_use_instead(name):
    with pytest.raises(NotImplementedError, match=rf"vuer\.rtc\.{name}.*SceneStore"):
        getattr(rtc, name)("a", b=1)


def test_webrtc_says_what_to_use_instead():
    from vuer.webrtc import WebRTCStream, WebRTCStreamManager

    for stream in (WebRTCStream, WebRTCStreamManager):
        with pytest.raises(NotImplementedError, match="ImageBackground"):
            stream("id")


def test_the_original_beside_this_package_is_named(tmp_path):
    from vuer._beside import check

    (tmp_path / "vuer_rs-0.1.0.dist-info").mkdir()
    check(str(tmp_path))
    (tmp_path / "vuer-0.1.6.dist-info").mkdir()
    with pytest.raises(ImportError, match="pip uninstall -y vuer vuer-rs") as caught:
        check(str(tmp_path))
    assert "\n" not in str(caught.value)
