"""Every program in ``examples/python``: it starts, shows its scene to a client, and does what it says."""

import asyncio
import contextlib
import re
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import PATIENCE
from scripted import Client, Script, holds
from vuer import Vuer, VuerClient
from vuer.events import ServerEvent

EXAMPLES = Path(__file__).parents[2] / "examples/python"
JPEG = b"\xff\xd8\xff"


@contextlib.contextmanager
def running(name, folder, args=()):
    script = Script(name, sys.executable, "0.1.6", EXAMPLES, cwd=folder, args=args)
    try:
        yield script
    finally:
        script.stop()


def until_printed(script, pattern):
    deadline = time.monotonic() + 3 * PATIENCE
    while not (found := re.search(pattern, script.text())):
        script.assert_runs()
        assert time.monotonic() < deadline, script.text()
        time.sleep(0.02)
    return found


def nodes(frame, key):
    """The nodes of a key that an operation has at its top."""
    return [node for node in frame["data"]["nodes"] if node["key"] == key]


def changes(page, key, prop):
    """The next two values of a prop, which must differ."""

    def value():
        while True:
            frame = page.read()
            if frame["etype"] in ("UPDATE", "UPSERT"):
                for node in nodes(frame, key):
                    if prop in node:
                        return node[prop]

    first = value()
    while value() == first:
        pass


def hello_box(page, script):
    (cube,) = nodes(page.until("cube"), "cube")
    assert (cube["tag"], cube["color"]) == ("Box", "tomato")


def first_scene(page, script):
    scene = page.until(lambda frame: frame["etype"] == "SET")["data"]
    assert [child["tag"] for child in scene["children"]] == ["Plane", "Box", "Box"]
    background = [child["tag"] for child in scene["bgChildren"]]
    assert background[-3:] == [
        "HemisphereLightStage",
        "OrbitControls",
        "PerspectiveCamera",
    ]


def session_operations(page, script):
    page.updates(7)
    expected = ["SET", "ADD", "UPDATE", "UPSERT", "UPDATE", "REMOVE", "SET"]
    assert [frame["etype"] for frame in page.frames[:7]] == expected
    assert page.frames[3]["data"]["to"] == "group"


def moving_boxes(page, script):
    assert len(page.until("cube-0")["data"]["nodes"]) == 24
    changes(page, "cube-23", "position")


def background_tasks(page, script):
    page.until("ball")
    changes(page, "ball", "position")
    page.until(lambda frame: "1 s" in str(frame["data"]))


def bound_stream(page, script):
    changes(page, "knot", "rotation")


def shared_scene(page, script):
    page.until("handle")
    second = Client(script.port, script)
    second.until("handle")
    matrix = [float(number) for number in range(16)]
    page.send("OBJECT_MOVE", key="handle", value={"matrix": matrix})
    moved = second.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(moved, "handle")[0]["matrix"] == matrix
    second.close()


def camera_move(page, script):
    page.until("shadow")
    matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 3, 4, 1]
    page.send("CAMERA_MOVE", value={"camera": {"matrix": matrix}})
    moved = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(moved, "shadow")[0]["position"] == [2, 0, 4]
    until_printed(script, "the camera is at 2.00 3.00 4.00")


def click_handler(page, script):
    page.until("cube-1")
    for color in ("tomato", "gold"):
        page.send("ON_CLICK", value={"key": "cube-1"})
        painted = page.until(lambda frame: frame["etype"] == "UPDATE")
        assert nodes(painted, "cube-1")[0]["color"] == color


def panel(page, script):
    panel = page.until("size")
    assert panel["data"]["to"] == "htmlChildren" and holds(panel["data"], "gold")
    page.send("SET", key="size", value="1.5")
    sized = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(sized, "box")[0]["scale"] == 1.5
    page.send("CLICK", key="gold")
    painted = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(painted, "box")[0]["color"] == "gold"


def movable_light(page, script):
    page.until("lamp")
    page.send("OBJECT_MOVE", key="lamp", value={"position": [0.5, 1, 0]})
    until_printed(script, "the lamp is at 0.50 1.00 0.00")


def urdf_joints(page, script):
    (arm,) = nodes(page.until("arm"), "arm")
    assert b"<robot" in fetch(script, arm["src"])
    changes(page, "arm", "jointValues")


def static_files(page, script):
    frame = page.until("corner")
    for node in frame["data"]["nodes"]:
        assert fetch(script, node["src"])
    assert fetch(script, "/workspace/corner.obj").startswith(b"v 0 0 0")


def load_event(page, script):
    page.until("turret")
    page.send("LOAD", key="turret", value="here it is")
    page.send("LOAD_ERROR", key="nothing", value={"message": "404"})
    until_printed(script, "loaded: turret")
    until_printed(script, "failed: nothing .*404")


def point_cloud(page, script):
    (cloud,) = nodes(page.until("wave"), "wave")
    assert len(cloud["vertices"]) == 200 * 200 * 3 * 2
    assert len(cloud["colors"]) == 200 * 200 * 3
    changes(page, "wave", "vertices")


def image_stream(page, script):
    (screen,) = nodes(page.until("screen"), "screen")
    assert screen["rgb"].startswith(JPEG) and screen["height"] == 1
    changes(page, "screen", "rgb")


def stereo_video(page, script):
    page.until("left")
    page.until("right")
    pair = page.until(lambda frame: frame["etype"] == "UPDATE")["data"]["nodes"]
    assert [eye["key"] for eye in pair] == ["left", "right"]
    assert all(eye["src"].startswith(JPEG) for eye in pair)
    assert abs(pair[0]["capturedAt"] / 1000 - time.time()) < 3600
    page.send("FRAME_AGE", value={"age": 42.0, "worst": 50.0})
    until_printed(script, "pictures are 42 ms old")


def grab_render(page, script):
    page.answers["GRAB_RENDER", "DEFAULT"] = {
        "frame": JPEG,
        "width": 4,
        "height": 3,
    }
    page.until("DEFAULT")
    page.until_called(1)
    until_printed(script, "render.jpg: 4 × 3 pixels")


def html_route(page, script):
    page.until("box")
    assert b"<button" in fetch(script, "/remote")
    assert fetch(script, "/turn", b"") == b"1 turns"
    turned = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(turned, "box")[0]["rotation"][1] == pytest.approx(0.3)


def teleop_hands(page, script):
    page.until("target")

    def pinched(x, pinch=True):
        right = [0.0] * 400
        right[16 * 9 + 12 : 16 * 9 + 15] = [x, 1.0, -0.5]
        value = {"right": right, "rightState": {"pinch": pinch}}
        page.send("HAND_MOVE", key="hands", value=value)

    pinched(0.0)
    pinched(0.5)
    moved = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(moved, "target")[0]["position"] == pytest.approx([0.5, 1.2, -0.4])
    # Let go, brought back, taken again: it goes on from where it was.
    pinched(0.0, pinch=False)
    pinched(0.0)
    pinched(0.25)
    moved = page.until(lambda frame: frame["etype"] == "UPDATE")
    assert nodes(moved, "target")[0]["position"] == pytest.approx([0.75, 1.2, -0.4])


def teleop_controllers(page, script):
    page.until("gripper")

    def squeezed(x, trigger):
        right = [0.0] * 12 + [x, 1.0, -0.5, 1.0]
        state = {"squeeze": True, "triggerValue": trigger}
        value = {"right": right, "rightState": state}
        page.send("CONTROLLER_MOVE", key="controllers", value=value)
        return page.until(lambda frame: frame["etype"] == "UPDATE")

    squeezed(0.0, 0.0)
    (gripper,) = nodes(squeezed(0.5, 1.0), "gripper")
    assert gripper["position"] == pytest.approx([0.5, 1.2, -0.5])
    assert gripper["pinchWidth"] == 0
    page.until(lambda frame: frame["etype"] == "HAPTIC_ACTUATOR_PULSE")


def fetch(script, path, data=None):
    with urllib.request.urlopen(
        f"http://localhost:{script.port}{path}", data
    ) as answer:
        return answer.read()


SCENARIOS = {
    function.__name__: function
    for function in (
        background_tasks,
        bound_stream,
        camera_move,
        click_handler,
        first_scene,
        grab_render,
        hello_box,
        html_route,
        image_stream,
        load_event,
        movable_light,
        moving_boxes,
        panel,
        point_cloud,
        session_operations,
        shared_scene,
        static_files,
        stereo_video,
        teleop_controllers,
        teleop_hands,
        urdf_joints,
    )
}
# Those with a test of their own.
OTHERS = {"client", "secure"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_example(name, tmp_path):
    with running(name, tmp_path) as script:
        page = Client(script.port, script)
        SCENARIOS[name](page, script)
        page.close()
        assert "Traceback" not in script.text()


def test_secure_is_for_those_with_the_url(tmp_path, monkeypatch):
    monkeypatch.setenv("VUER_TLS_DIR", str(tmp_path))
    with running("secure", tmp_path) as script:
        url = until_printed(script, r"Visit: (https://localhost\S+token=\S+)")[1]
        authorities = [path for path in tmp_path.rglob("*.pem") if "ca" in path.stem]

        async def visit(url):
            async with VuerClient(url, ca_cert=authorities[0]) as client:
                return await client.recv(timeout=PATIENCE)

        assert "gem" in str(asyncio.run(visit(url)).data)
        with pytest.raises(ConnectionError, match="token"):
            asyncio.run(visit(url.partition("?")[0]))


def test_client_reports_and_answers(tmp_path, app: Vuer):
    from conftest import Running

    heard = []

    @app.add_handler("BATTERY")
    async def report(event, session):
        heard.append(event.value)
        heard.append((await session.grab_render(ttl=PATIENCE)).value)
        session @ ServerEvent("bye", etype="LAST")
        session.socket.close()

    with Running(app):
        uri = f"ws://localhost:{app.port}"
        with running("client", tmp_path, args=[uri]) as script:
            script.process.wait(PATIENCE)
            assert "LAST bye" in script.text()
    assert heard == [0.8, None]


def test_every_example_is_run():
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(SCENARIOS) | OTHERS
    listed = re.findall(r"`(\w+)\.py`", (EXAMPLES / "README.md").read_text())
    assert set(listed) == set(SCENARIOS) | OTHERS
