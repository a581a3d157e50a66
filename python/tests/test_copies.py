"""Arrays and bytes on their way into messages: the same numbers whatever the memory, and others run meanwhile."""

import asyncio
import sys
import threading

import numpy as np
import pytest
from conftest import PATIENCE
from vuer import _vuer, serdes
from vuer.schemas import PointCloud

# Above what is copied aside.
MANY = 70_000


@pytest.mark.parametrize("count", [0, 3, MANY])
@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize(
    "dtype", ["u1", "?", "i1", "u2", "i2", "u4", "i4", "i8", "u8", "f2", "f4", "f8"]
)
def test_numbers_of_every_type(dtype, writable, count):
    array = (np.arange(3 * count) % 100).astype(dtype).reshape(count, 3)
    array.setflags(write=writable)
    before = array.copy()
    assert _vuer.pack_array(array, "float32") == array.astype("<f4").tobytes()
    assert (
        _vuer.pack_array(array, "float32", scale=2, columns=2)
        == (2 * array[:, :2].astype("<f4")).tobytes()
    )
    assert (array == before).all()


def test_memory_of_other_shapes():
    array = np.arange(6 * MANY, dtype="f4").reshape(MANY, 6)
    for view in (
        array[:, ::2],
        array[::-1],
        array.T,
        np.asfortranarray(array),
        array[:0],
        array[5:6, 1:2],
    ):
        assert _vuer.pack_array(view, "float32") == view.tobytes()

    class Lying(np.ndarray):
        @property
        def __array_interface__(self):
            return {"data": (0xDEAD, False), "shape": (1,), "typestr": "<f4"}

    assert _vuer.pack_array(array.view(Lying), "float32") == array.tobytes()
    assert _vuer.pack_array(memoryview(array), "float32") == array.tobytes()
    with pytest.raises(TypeError, match="little-endian"):
        _vuer.pack_array(array.astype(">f4"), "float32")
    with pytest.raises(TypeError, match="little-endian"):
        _vuer.pack_array(np.array(["a"]), "float32")


def test_a_message_does_not_change_with_the_array():
    points = np.ones((MANY, 3), "f4")
    points.setflags(write=False)
    cloud = PointCloud(vertices=points)
    message = _vuer.encode(cloud)
    points.setflags(write=True)
    points[:] = 2
    assert _vuer.encode(cloud) == message


def test_large_bytes_stand_where_they_belong():
    large = bytes(range(256)) * 300
    views = [
        memoryview(large),
        memoryview(large)[1:],
        memoryview(large)[::2],
        bytearray(large),
    ]
    what = {"a": large, "b": [1, large[:100], *views], "c": "end"}
    whole = _vuer.decode(_vuer.encode(what))
    assert whole == {"a": large, "b": [1, large[:100], *map(bytes, views)], "c": "end"}


@pytest.mark.parametrize(
    "work",
    [
        lambda: _vuer.encode({"src": bytes(1 << 22)}),
        lambda: _vuer.pack_array(np.zeros((1 << 20, 3), "f4"), "float16"),
        lambda: _vuer.pack_array(np.zeros(1 << 22, "u1"), "uint8"),
        lambda: _vuer.encode_jpeg(np.zeros((480, 640, 3), "u1")),
    ],
)
def test_other_threads_run_while_large_things_are_copied(work):
    assert lets_others_run(work)


def test_small_things_are_done_at_once():
    small = {"src": bytes(1000)}
    assert not lets_others_run(lambda: _vuer.encode(small))


def lets_others_run(work):
    """Whether a thread that waits for the interpreter gets it, which is not given away by time."""
    gate, ran = threading.Lock(), []

    def wait():
        with gate:
            ran.append(True)

    gate.acquire()
    thread = threading.Thread(target=wait)
    thread.start()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        gate.release()
        for _ in range(200):
            work()
            if ran:
                return True
        return False
    finally:
        sys.setswitchinterval(before)
        thread.join()


def test_pictures_are_packed_beside_the_loop_and_the_newest_first(monkeypatch):
    go_on, packed = threading.Event(), []

    def jpeg(image, quality):
        packed.append((image, quality))
        go_on.wait(PATIENCE)
        return bytes([image])

    async def main():
        video = serdes.NewestJpeg(quality=80)
        first = asyncio.ensure_future(video.pack(1))
        while not packed:
            await asyncio.sleep(0)
        later = [asyncio.ensure_future(video.pack(number)) for number in (2, 3, 4)]
        await asyncio.sleep(0)
        go_on.set()
        assert await first == b"\1"
        assert [await each for each in later] == [None, None, b"\4"]

    monkeypatch.setattr(serdes, "jpeg", jpeg)
    asyncio.run(main())
    assert packed == [(1, 80), (4, 80)]
    monkeypatch.undo()
    black, white = np.zeros((4, 4), "u1"), np.full((4, 4), 255, "u1")

    async def packed_once():
        video = serdes.NewestJpeg()
        return await video.pack(black), await video.pack_all(black, white)

    one, pair = asyncio.run(packed_once())
    assert one == serdes.jpeg(black)
    assert pair == (serdes.jpeg(black), serdes.jpeg(white))
