"""Programs as the original's documentation teaches them, for either version of its server.

Run by the Python of one of the environments: ``examples.py NAME PORT``. Each function is one
program; what it hears it reports as lines of JSON, so that a test can wait for it.
"""

import asyncio
import json
import sys
from math import cos, pi, sin

import numpy as np
from vuer import Vuer
from vuer.events import Set
from vuer.schemas import (
    AmbientLight,
    Arrow,
    Box,
    CoordsMarker,
    DefaultScene,
    Frustum,
    Group,
    ImageBackground,
    KeyboardMonitor,
    Line,
    Movable,
    OrbitControls,
    Plane,
    PointCloud,
    PointLight,
    Scene,
    Sphere,
    SpotLight,
    Text,
    TriMesh,
    Urdf,
)

NAME, PORT = sys.argv[1], int(sys.argv[2])

ROBOT = """<?xml version="1.0"?><robot name="two"><link name="base"><visual><geometry>
<box size="0.2 0.2 0.2"/></geometry></visual></link><link name="arm"><visual><origin xyz="0 0 0.3"/>
<geometry><box size="0.1 0.1 0.6"/></geometry></visual></link><joint name="hinge" type="revolute">
<parent link="base"/><child link="arm"/><axis xyz="0 1 0"/>
<limit lower="-2" upper="2" effort="1" velocity="1"/></joint></robot>"""


def report(**fields):
    print(json.dumps(fields), flush=True)


def app(**settings):
    return Vuer(host="127.0.0.1", port=PORT, **settings)


def first_scene():
    """A scene with lights and controls of its own."""
    main = app(queries={"grid": False})

    @main.spawn(start=True)
    async def run(session):
        session.set @ Scene(
            Box(args=[0.2, 0.2, 0.2], position=[0, 0.1, 0], key="box"),
            Plane(args=[4, 4], rotation=[-pi / 2, 0, 0], key="ground"),
            rawChildren=[AmbientLight(intensity=1, key="ambient")],
            bgChildren=[OrbitControls(key="controls")],
            up=[0, 1, 0],
        )
        await session.forever()


def materials():
    """Surfaces by name and by what they are made of."""
    main = app()

    @main.spawn(start=True)
    async def run(session):
        kinds = ["basic", "lambert", "phong", "standard", "physical"]
        session.set @ DefaultScene(
            *[
                Sphere(
                    args=[0.1, 32, 32],
                    position=[0.3 * index, 0.1, 0],
                    materialType=kind,
                    material={"color": "#23aaff", "wireframe": index == 0},
                    key=f"ball-{kind}",
                )
                for index, kind in enumerate(kinds)
            ],
        )
        await session.forever()


def life_cycle():
    """Set, add, update, upsert, remove."""
    main = app()

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene()
        session.add @ Group(key="group")
        session.upsert @ Box(key="box", args=[0.3, 0.3, 0.3])
        session.upsert @ [Sphere(key="a"), Sphere(key="b", position=[1, 0, 0])]
        session.update @ Box(key="box", position=[0, 1, 0])
        session.remove @ ["a", "nobody"]
        await session.forever()


def point_cloud():
    """Arrays, sixty times a second."""
    main = app()
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 50)] * 2), -1).reshape(-1, 2)

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene()
        step = 0
        while True:
            height = 0.2 * np.sin(4 * grid[:, :1] + 0.1 * step)
            points = np.concatenate([grid[:, :1], height, grid[:, 1:]], -1)
            colors = np.concatenate([grid, height], -1) * 0.5 + 0.5
            session.upsert @ PointCloud(
                key="cloud",
                vertices=points.astype(np.float16),
                colors=colors,
                size=0.01,
            )
            step += 1
            await asyncio.sleep(0.016)


def tri_mesh():
    """Triangles, solid and as wires."""
    main = app()
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    faces = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], dtype=np.uint32)

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene(
            TriMesh(key="solid", vertices=corners, faces=faces, color="#5de46a"),
            TriMesh(
                key="wires",
                vertices=corners,
                faces=faces,
                wireframe=True,
                position=[1.2, 0, 0],
            ),
        )
        await session.forever()


def urdf():
    """A robot whose joint moves."""
    main = app()

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene(
            Urdf(key="robot", text=ROBOT, jointValues={"hinge": 0.0}),
            SpotLight(position=[1, 2, 1], key="spot"),
        )
        step = 0
        while True:
            session.update @ Urdf(key="robot", jointValues={"hinge": sin(0.1 * step)})
            step += 1
            await asyncio.sleep(0.03)


def markers():
    """Frames of reference, arrows, frustums, lines and labels, and an added path."""
    main = app()

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene(
            *[
                CoordsMarker(
                    position=[cos(index), 0.1 * index, sin(index)],
                    scale=0.2,
                    key=f"marker-{index}",
                )
                for index in range(20)
            ],
            Arrow(direction=[0, 1, 0], color="red", key="arrow"),
            Frustum(fov=60, aspect=1.5, near=0.1, far=0.4, showFrustum=True, key="eye"),
            Text("a label", color="black", fontSize=0.2, key="label"),
        )
        path = np.array([[sin(t), 0.2 * t, cos(t)] for t in np.linspace(0, 6, 60)])
        session.add @ Line(
            points=path.tolist(), color="orange", lineWidth=3, key="path"
        )
        await session.forever()


def image_background():
    """Pictures as arrays, into the background, as fast as a camera gives them."""
    main = app(queue_len=3)

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene()
        step = 0
        while True:
            picture = np.full((90, 160, 3), (step * 8) % 256, dtype=np.uint8)
            picture[:, :80] = [200, 40, 40]
            session.upsert(
                ImageBackground(
                    picture,
                    format="jpeg",
                    quality=80,
                    key="video",
                    interpolate=True,
                    aspect=1.778,
                    height=1,
                    distanceToCamera=1,
                ),
                to="bgChildren",
            )
            step += 1
            await asyncio.sleep(0.03)


def movable():
    """A handle, and what is heard of it."""
    main = app()

    @main.add_handler("OBJECT_MOVE")
    async def moved(event, session):
        report(event=event.etype, key=event.key)

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene(
            Movable(
                PointLight(intensity=3, key="lamp"),
                Box(args=[0.3, 0.3, 0.3], materialType="basic", key="cube"),
                position=[0, 0.2, 0],
                key="handle",
            ),
        )
        await session.forever()


def camera_and_keys():
    """Where the camera is, and which key was pressed."""
    main = app()

    @main.add_handler("CAMERA_MOVE")
    async def moved(event, session):
        report(event=event.etype, position=event.value["camera"]["matrix"][12:15])

    @main.add_handler("KeyDown")
    async def key(event, session):
        report(event=event.etype, value=str(event.value))

    @main.spawn(start=True)
    async def run(session):
        session.set @ DefaultScene(Box(key="box"))
        session.upsert(KeyboardMonitor(key="keys"), to="bgChildren")
        await session.forever()


def set_event():
    """A scene sent as an event, and a picture asked for."""
    main = app()

    @main.spawn(start=True)
    async def run(session):
        session @ Set(DefaultScene(Box(key="box", args=[1, 1, 1])))
        await asyncio.sleep(1.0)
        render = await session.grab_render(quality=0.8, ttl=10.0)
        report(event="GRAB_RENDER", bytes=len(render.value["frame"]))
        await session.forever()


globals()[NAME]()
