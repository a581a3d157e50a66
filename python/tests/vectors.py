"""The original's nodes, rebuilt with this package: run with a version, prints what came of each vector.

A process for each version, because ``VUER_DIALECT`` counts at the first import.
"""

import json
import os
import sys
from pathlib import Path

GOLDEN = Path(__file__).parents[2] / "crates" / "vuer-protocol" / "tests" / "golden"


def golden(version: str) -> list[dict]:
    """The vectors of a version's components."""
    path = GOLDEN / f"components-{version}.json"
    return json.loads(path.read_text(encoding="utf-8"))["components"]


def golden_events(version: str) -> list[dict]:
    """The vectors of a version's events."""
    path = GOLDEN / f"events-{version}.json"
    return json.loads(path.read_text(encoding="utf-8"))["vectors"]


def argument(value, node):
    """An argument of a constructor, from how the vectors write it."""
    import numpy as np

    if isinstance(value, list):
        return [argument(item, node) for item in value]
    if not isinstance(value, dict):
        return value
    if "ndarray" in value:
        return np.array(value["ndarray"], dtype=value["dtype"])
    if "$bin" in value:
        return bytes.fromhex(value["$bin"])
    if "element" in value:
        return element(value["element"], find(node, value["key"]))
    return {name: argument(item, node) for name, item in value.items()}


def find(node, key):
    """The node of a key, somewhere in another."""
    for name in ("children", "bgChildren", "rawChildren", "htmlChildren"):
        for child in node.get(name, []):
            if isinstance(child, dict):
                found = child if child.get("key") == key else find(child, key)
                if found:
                    return found
    return None


def element(class_name, node):
    """An element such that it becomes the node."""
    from vuer import schemas

    props = {n: v for n, v in node.items() if n not in ("tag", "children")}
    return getattr(schemas, class_name)(*node.get("children", []), **props)


def rebuild(component: dict, case: dict) -> dict:
    """What this package makes of a vector's call: the node's bytes, or the error."""
    import importlib
    from itertools import count

    import vuer.element
    from vuer import _vuer

    module = importlib.import_module(f"vuer.schemas.{component['module']}")
    args = [argument(value, case["json"]) for value in case["args"]]
    kwargs = {
        name: argument(value, case["json"]) for name, value in case["kwargs"].items()
    }
    vuer.element.element_counter = count()
    made = getattr(module, component["cls"])(*args, **kwargs)
    # Elements are encoded as they are; what they say of themselves must be the same.
    message = _vuer.encode(made)
    assert _vuer.decode(message) == _vuer.decode(_vuer.encode(made._serialize()))
    return {"hex": message.hex()}


TS = 1700000000.123
UUID = "00000000-0000-4000-8000-000000000001"


def events() -> dict:
    """The calls that the vectors of events are named after, each as a function."""
    import numpy as np
    from vuer import events as e
    from vuer.schemas import Box, PointCloud, Scene, Sphere

    def box():
        return Box(key="b", args=[1, 1, 1], position=[0, 0.5, 0])

    def both():
        return box(), Sphere(key="s", args=[0.25])

    def points():
        vertices = np.array([[0, 0, 0], [1, 0, 0], [0.5, 1.25, -2]])
        colors = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255]], dtype=np.uint8)
        return PointCloud(key="pc", vertices=vertices, colors=colors, size=0.01)

    pulses = {"strength": 0.5, "duration": 100}, {"strength": 1.0, "duration": 50.5}
    empty = {"bgChildren": [], "htmlChildren": []}
    return {
        "NOOP": lambda: e.Noop(),
        "TERMINATE": lambda: e.End(),
        "SET Scene()": lambda: e.Set(Scene(key="S", **empty)),
        "SET Scene(Box) full defaults": lambda: e.Set(Scene(box(), key="S")),
        "SET non-scene": lambda: e.Set(box()),
        "UPDATE one": lambda: e.Update(box()),
        "UPDATE two strict": lambda: e.Update(*both(), strict=True),
        "UPDATE dict $delete": lambda: e.Update({"key": "b", "value": "$delete"}),
        "ADD root": lambda: e.Add(box()),
        "ADD to parent": lambda: e.Add(*both(), to="parent"),
        "ADD to children": lambda: e.Add(box(), to="children"),
        "UPSERT root": lambda: e.Upsert(box()),
        "UPSERT to bgChildren": lambda: e.Upsert(box(), to="bgChildren"),
        "UPSERT strict (strict is dropped)": lambda: e.Upsert(
            box(), to="bgChildren", strict=True
        ),
        "UPSERT PointCloud": lambda: e.Upsert(points()),
        "REMOVE one": lambda: e.Remove("b"),
        "REMOVE two": lambda: e.Remove("b", "s"),
        "HAPTIC both": lambda: e.HapticActuatorPulse(*pulses),
        "HAPTIC none": lambda: e.HapticActuatorPulse(),
        "FRAME(NOOP) - never sent as such by server, shown for _serialize": lambda: (
            e.Frame(e.Noop(ts=1700000000.0), frame_rate=30)
        ),
        "GRAB_RENDER default": lambda: e.GrabRender(),
        "GRAB_RENDER key/quality/downsample": lambda: e.GrabRender(
            key="ego", quality=0.9, downsample=2
        ),
        "GET_WEBXR_MESH": lambda: e.GetWebXRMesh(),
        "GET_WEBXR_MESH key": lambda: e.GetWebXRMesh(key="wm"),
        "MJ_STEP": lambda: e.MjStep(key="mj", sim_steps=3, ctrl=[0.5, -1.0]),
        "MJ_RENDER": lambda: e.MjRender(key="ego", quality=0.8),
        "RPC base": lambda: e.ServerRPC({"a": 1}),
    }


def rebuild_event(make) -> dict:
    """What this package sends for one of them, at the vectors' time and with their id."""
    import time

    import vuer.events
    from vuer import _vuer

    time.time = lambda: TS
    vuer.events.requests._new_id = lambda: UUID
    return {"hex": _vuer.encode(make()._frame()).hex()}


def main(version: str) -> None:
    results = {}
    for name, make in events().items():
        try:
            results[name] = rebuild_event(make)
        except Exception as error:  # noqa: BLE001, it is the test's result
            results[name] = {"error": f"{type(error).__name__}: {error}"}
    for component in golden(version):
        for case in component["cases"]:
            try:
                result = rebuild(component, case)
            except Exception as error:  # noqa: BLE001, it is the test's result
                result = {"error": f"{type(error).__name__}: {error}"}
            results[f"{component['cls']}/{case['case']}"] = result
    json.dump(results, sys.stdout)


def run(version: str) -> dict:
    """The results in a process of their own."""
    import subprocess

    environment = {**os.environ, "VUER_DIALECT": version}
    command = [sys.executable, __file__, version]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
