"""Elements as Python objects, and the ways in which scripts import them."""

import subprocess
import sys
from pathlib import PurePosixPath

import pytest
from vuer import _vuer, schemas
from vuer.schemas import (
    Bold,
    Box,
    Element,
    Fog,
    Group,
    Header,
    HUDPlane,
    Image,
    Img,
    PointCloud,
    Scene,
    Sky,
    TriMesh,
    div,
    span,
)
from vuer.types import Url


def test_keywords_are_attributes_and_go_over_the_wire():
    box = Box(key="b", position=[0, 1, 2], anything={"deep": (1, 2)})
    assert box.position == [0, 1, 2]
    assert box.tag == "Box"
    box.position = (3, 4, 5)
    box.later = True
    box._private = object()
    assert box._serialize() == {
        "key": "b",
        "tag": "Box",
        "position": [3, 4, 5],
        "anything": {"deep": [1, 2]},
        "later": True,
    }
    assert repr(box).startswith("Box(key='b', position=(3, 4, 5)")


def test_keys_are_counted_where_none_is_given():
    first, second = int(Box().key), int(div().key)
    assert second == first + 1
    assert Box(key="own").key == "own"
    assert Fog().key == "fog"


def test_children_stand_by_position():
    group = Group(Box(key="a"), [Box(key="b"), None], "text", {"tag": "Box"}, key="g")
    keys = [
        child if isinstance(child, str) else child.get("key") for child in nodes(group)
    ]
    assert keys == ["a", "b", "text", None]
    assert "children" not in Group(key="g")._serialize()
    emptied = Group(key="g")
    emptied.children = []
    assert emptied._serialize()["children"] == []


def nodes(element):
    return element._serialize()["children"]


def test_values_of_other_types_are_converted():
    import numpy as np

    box = Box(
        key="b",
        matrix=np.eye(2),
        size=np.float32(0.5),
        src=Url("http://x/") / "a.png",
        path=PurePosixPath("a/b"),
        material=schemas.MeshBasicMaterial(key="m"),
        name=Named("n"),
    )
    wire = box._serialize()
    assert wire["matrix"] == [[1.0, 0.0], [0.0, 1.0]]
    assert wire["size"] == 0.5
    assert type(wire["src"]) is str
    assert wire["src"] == "http://x/a.png"
    assert wire["path"] == "a/b"
    assert wire["material"] == {"tag": "meshBasicMaterial", "key": "m"}
    assert type(wire["name"]) is str


def test_what_is_encoded_is_what_serialize_gives():
    from types import MappingProxyType

    class Labelled(Box):
        def _serialize(self):
            return {**super()._serialize(), "label": "mine"}

    emptied = Group(key="e")
    emptied.children = []
    group = Group(
        Box(key="a", _hidden=1, position=(0, 1, 2)),
        [Labelled(key="b"), None, [Group("text", key="c")]],
        {"tag": "Box", "key": "d"},
        emptied,
        key="g",
        material=schemas.MeshBasicMaterial(key="m"),
        options=MappingProxyType({"deep": Named("n")}),
    )
    assert _vuer.decode(_vuer.encode(group)) == group._serialize()
    assert _vuer.decode(_vuer.encode([emptied]))[0]["children"] == []


class Named(str):
    """What is text and more."""


def test_an_element_that_holds_itself_is_refused():
    box = Box(key="b")
    box.inner = box
    with pytest.raises(ValueError, match="nested more than"):
        _vuer.encode(box)


def test_subclasses_of_a_users_own():
    class Marker(Box):
        def __post_init__(self, label=None, **_):
            self.title = f"<{label}>"

    assert Marker(key="m", label="x")._serialize()["title"] == "<x>"

    class Robot(schemas.SceneElement):
        tag = "Urdf"
        key = "robot"

    assert Robot(src="a.urdf")._serialize() == {
        "tag": "Urdf",
        "key": "robot",
        "src": "a.urdf",
    }
    assert Element()._serialize()["tag"] == "div"


def test_points_from_arrays_leave_the_callers_alone():
    import numpy as np

    vertices = np.array([[0, 0, 0], [1, 0.5, -2]], dtype=np.float64)
    colors = np.array([[1.0, 0.25, 0.0, 1.0], [0.0, 0.5, 1.0, 0.5]])
    kept = vertices.copy(), colors.copy()
    cloud = PointCloud(vertices=vertices, colors=colors)
    assert cloud.vertices == vertices.astype("<f2").tobytes()
    assert cloud.colors == bytes([255, 63, 0, 0, 127, 255])
    assert (vertices == kept[0]).all()
    assert (colors == kept[1]).all()
    # Rows that do not lie one after the other in memory.
    assert (
        PointCloud(vertices=vertices[::-1]).vertices
        == vertices[::-1].astype("<f2").tobytes()
    )


def test_points_from_lists_equal_those_from_arrays():
    import numpy as np

    vertices, faces = [[0, 0, 0], [1, 0.5, -2], [0, 1, 0]], [[0, 1, 2]]
    arrays = TriMesh(
        key="m",
        vertices=np.array(vertices),
        faces=np.array(faces),
        colors=np.array([[255, 0, 1]] * 3, dtype=np.uint8),
    )
    lists = TriMesh(key="m", vertices=vertices, faces=faces, colors=[[255, 0, 1]] * 3)
    assert lists._serialize() == arrays._serialize()
    assert PointCloud(colors=[[1.0, 0.5, 0.0]]).colors == bytes([255, 127, 0])


def test_a_mesh_is_updated_in_parts():
    assert TriMesh(key="m", color="red")._serialize() == {
        "tag": "TriMesh",
        "key": "m",
        "color": "red",
    }
    assert PointCloud(key="p", vertices=b"\0\0").vertices == b"\0\0"
    assert PointCloud(key="p").vertices is None


@pytest.mark.parametrize(
    ("props", "error", "text"),
    [
        ({"vertices": 3}, TypeError, "PointCloud's vertices must be an array"),
        ({"vertices": [[1e9, 0, 0]]}, ValueError, "65504"),
        ({"colors": [[300, 0, 0]]}, ValueError, "PointCloud's colors"),
        ({"colors": "red"}, TypeError, "PointCloud's colors"),
    ],
)
def test_points_that_are_none_are_refused(props, error, text):
    with pytest.raises(error, match=text):
        PointCloud(**props)


def test_pictures_from_arrays():
    import numpy as np
    from PIL import Image as Pillow

    pixels = np.zeros((4, 6, 3), dtype=np.uint8)
    pixels[1, 2] = 200
    for image in (Img(pixels), Img(pixels / 255), Img(Pillow.fromarray(pixels))):
        assert image.src[:4] == b"\x89PNG"
        assert (decoded(image.src) == pixels).all()
    assert Img(pixels, format="jpeg", quality=50).src[:2] == b"\xff\xd8"
    assert Img(pixels, format="b64jpeg").src.startswith("data:image/jpeg;base64,")
    assert Img(pixels[..., 0]).src[:4] == b"\x89PNG"


def decoded(content):
    from io import BytesIO

    import numpy as np
    from PIL import Image as Pillow

    return np.asarray(Pillow.open(BytesIO(content)))


def test_pictures_in_the_scene_take_their_size():
    import numpy as np

    image = Image(np.zeros((40, 60, 3), dtype=np.uint8), key="i")
    assert (image.aspect, image.height) == (1.5, 0.04)
    assert image.rgb[:4] == b"\x89PNG"
    assert not hasattr(image, "src")
    assert Image(np.zeros((40, 60), dtype=np.uint8), height=2).height == 2
    assert Image(src="/a.png", key="u")._serialize() == {
        "tag": "Image",
        "key": "u",
        "rgb": "/a.png",
    }


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_pictures_from_files_need_no_pillow(format, tmp_path, monkeypatch):
    from PIL import Image as Pillow

    path = tmp_path / "picture"
    Pillow.new("RGB", (30, 20)).save(path, format)
    monkeypatch.setitem(sys.modules, "PIL", None)
    for where in (path, str(path)):
        image = Image(where)
        assert image.rgb == path.read_bytes()
        assert (image.aspect, image.height) == (1.5, 0.02)
    with pytest.raises(AssertionError, match="b64png is for arrays"):
        Img(path, format="b64png")


def test_pictures_that_are_none_are_refused():
    import numpy as np

    with pytest.raises(AssertionError, match="pass one of them"):
        Img(np.zeros((2, 2)), src="/a.png")
    with pytest.raises(TypeError, match="src="):
        Img(b"bytes")
    with pytest.raises(ValueError, match="b64jpeg"):
        Img(np.zeros((2, 2)), format="tiff")


def test_text():
    assert span("a", "b", sep="-").text == "a-b"
    bold = Bold("b", style={"color": "red"})
    assert bold.style == {"fontWeight": "bold", "color": "red"}
    assert schemas.Italic("i").style == {"fontStyle": "italic"}
    assert Header is schemas.Header1
    assert HUDPlane(Box(key="b"), key="h")._serialize()["children"][0]["key"] == "b"


def test_scenes_keep_what_the_page_has():
    assert Scene(Box(key="b"), key="s")._serialize() == {
        "tag": "Scene",
        "key": "s",
        "up": [0, 1, 0],
        "children": [{"tag": "Box", "key": "b"}],
    }
    scene = Scene(
        rawChildren=Box(key="r"), bgChildren=[None, Box(key="g")], frameloop="always"
    )
    wire = scene._serialize()
    assert [node["key"] for node in wire["rawChildren"]] == ["r"]
    assert [node["key"] for node in wire["bgChildren"]] == ["g"]
    assert wire["frameloop"] == "always"
    # What one scene does to its direction does not show in the next.
    scene.up[1] = 5
    assert Scene().up == [0, 1, 0]


def test_fog_has_no_children():
    with pytest.raises(AssertionError, match="Fog has no children"):
        Fog(children=[Box()])


def test_small_helpers():
    assert schemas.omit({"a": 1, "_b": 2, "tag": 3}, "_*", "tag") == {"a": 1}
    assert set(schemas.IMAGE_FORMATS) == {"jpeg", "png", "b64jpeg", "b64png"}
    before = next(schemas.element_counter)
    assert Box().key == str(before + 1)


def run(program, **environment):
    """The program's output, in an interpreter of its own."""
    import os

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


MODULES = [
    "html_components",
    "scene_components",
    "drei_components",
    "physics_components",
    "material_components",
    "vuer_components",
    "timeline_components",
]


@pytest.mark.parametrize("module", MODULES)
def test_modules_of_the_original(module):
    code, _, error = run(
        f"from vuer.schemas.{module} import *\nimport vuer.schemas.{module}"
    )
    assert code == 0, error
    assert hasattr(schemas, module)


def test_import_star_gives_the_originals_names_and_no_others():
    program = (
        "from vuer.schemas import *; print(Box, Image, DefaultScene, GrabRender); Sky"
    )
    code, out, error = run(program)
    assert code == 1
    assert "name 'Sky' is not defined" in error
    assert "images.Image" in out
    assert Sky(key="s")._serialize() == {"tag": "Sky", "key": "s"}


def test_html_image_in_both_versions():
    program = (
        "from vuer.schemas.html_components import Image; from vuer import schemas;"
        "print(Image(src='x').tag, schemas.Image(src='x').tag)"
    )
    assert run(program)[1].split() == ["Img", "Image"]
    assert run(program, VUER_DIALECT="0.0.71")[1].split() == ["Img", "Img"]


def test_a_dialect_that_is_unknown_is_named():
    code, _, error = run("import vuer.schemas", VUER_DIALECT="0.2")
    assert code == 1
    assert "VUER_DIALECT is '0.2': set it to one of 0.0.71, 0.1.6" in error


def test_elements_need_neither_numpy_nor_pillow():
    program = (
        "import sys; sys.modules['numpy'] = None; sys.modules['PIL'] = None\n"
        "from vuer.schemas import *; from vuer.events import *\n"
        "print(Upsert(PointCloud(key='p', vertices=[[0, 0, 1]]), Box())._frame()['etype'])"
    )
    code, out, error = run(program)
    assert (code, out) == (0, "UPSERT\n"), error
