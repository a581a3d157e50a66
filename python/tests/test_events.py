"""Events as Python objects: what a program reads, compares and makes."""

import sys
import time
from base64 import b64encode
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from vuer import _vuer, events, types
from vuer.events import (
    END,
    INIT,
    NOOP,
    NULL,
    Add,
    ClientEvent,
    Event,
    Frame,
    GrabRender,
    InitEvent,
    NullEvent,
    Remove,
    ServerEvent,
    ServerRPC,
    Set,
    Update,
    Upsert,
)
from vuer.schemas import Box, Element, Scene


def test_every_field_is_an_attribute():
    event = ClientEvent(etype="HAND_MOVE", key="hands", value={"left": [1.0]}, more=3)
    assert (event.etype, event.key, event.value, event.more) == (
        "HAND_MOVE",
        "hands",
        {"left": [1.0]},
        3,
    )
    assert ClientEvent(etype="CLICK").value is None
    with pytest.raises(AttributeError):
        _ = event.absent


def test_an_event_equals_the_text_of_its_type():
    event = ClientEvent(etype="HAND_MOVE")
    assert event == "HAND_MOVE"
    assert event != "CLICK"
    assert Update(Box()) == "UPDATE"
    assert event in {"HAND_MOVE"}
    assert isinstance(event, Event)


def test_constants_are_events_of_their_types():
    assert INIT == "Init"
    assert isinstance(INIT, InitEvent)
    assert NULL == "NULL"
    assert isinstance(NULL, NullEvent)
    assert NOOP == "NOOP"
    assert END == "TERMINATE"
    assert ClientEvent(etype="Init") == INIT


@pytest.mark.parametrize("ts", [1700000000.123, 1700000000123.0, 1700000000123])
def test_time_is_a_datetime_whether_sent_in_seconds_or_milliseconds(ts):
    event = ClientEvent(etype="X", ts=ts)
    assert isinstance(event.ts, datetime)
    assert event.ts.timestamp() == pytest.approx(1700000000.123)
    assert event.ts == datetime.fromtimestamp(1700000000.123)


def test_time_also_counts_as_seconds():
    event = ClientEvent(etype="X", ts=1700000000.0)
    assert 1700000002.5 - event.ts == 2.5
    assert event.ts - 1700000000 == 0.0
    assert float(event.ts) == 1700000000.0
    assert event.ts + 1 == 1700000001.0
    later = ClientEvent(etype="X", ts=1700000001.0)
    assert later.ts - event.ts == timedelta(seconds=1)
    assert event.ts + timedelta(seconds=1) == later.ts
    assert datetime.fromtimestamp(1700000003) - event.ts == timedelta(seconds=3)


@pytest.mark.parametrize(
    "ts", [1700000000, 1700000000.5, 1700000000500, 1700000000500.25]
)
def test_a_server_events_time_may_be_in_seconds_or_milliseconds(ts):
    assert abs(ServerEvent({}, etype="X", ts=ts)._frame()["ts"] - 1.7e12) <= 500


def test_a_field_may_have_any_name():
    fields = {"self": 1, "cls": 2, "name": 3, "etype": "X", "ts": 5.0}
    for event in (ClientEvent(**fields), ClientEvent._deserialize(**fields)):
        assert (event == "X", event.self, event.cls, event.name) == (True, 1, 2, 3)
        assert float(event.ts) == 5.0


def test_time_is_now_if_none_was_sent():
    before = time.time()
    event = ClientEvent(etype="X")
    assert before - 0.001 <= event.ts.timestamp() <= time.time() + 0.001


def test_type_or_time_may_come_first_as_in_either_version():
    assert float(ClientEvent(5.0).ts) == 5.0
    assert ServerEvent({}, 5.0).ts == 5.0
    assert ClientEvent("CLICK", ts=1.0) == "CLICK"
    assert ServerEvent({}, "BLINK") == "BLINK"
    assert ServerEvent({}, etype="BLINK").etype == "BLINK"


def test_client_events_serialize_for_a_client():
    class Answer(ClientEvent):
        etype = "ANSWER"

    event = Answer(ts=5, value=[Box(key="b")], key="k")
    wire = {
        "ts": 5,
        "etype": "ANSWER",
        "key": "k",
        "value": [{"tag": "Box", "key": "b"}],
    }
    assert event._serialize() == wire
    made = ClientEvent._deserialize(**_vuer.decode(_vuer.encode(wire)))
    assert made == "ANSWER"
    assert made.value == wire["value"]
    assert repr(made).startswith("client<ANSWER>(")


def test_own_server_events():
    class Blink(ServerEvent):
        etype = "BLINK"

    frame = Blink({"times": 3}, extra="x")._frame()
    assert frame.pop("ts") > 1.7e12
    assert frame == {"etype": "BLINK", "data": {"times": 3}, "extra": "x"}


def test_own_calls_name_their_answers():
    class Ask(ServerRPC):
        etype = "ASK"

        def __init__(self, key, **data):
            super().__init__(data)
            self.key = key
            self.rtype = f"ASK_RESPONSE@{self.uuid}"

    first, second = Ask("a", deep=True), Ask("a")
    assert first.uuid != second.uuid
    frame = first._frame()
    assert frame["rtype"] == f"ASK_RESPONSE@{first.uuid}"
    assert frame["data"] == {"deep": True}
    assert ServerRPC({}, uuid="u").uuid == "u"


def test_one_grab_render_is_the_component_and_the_call():
    import vuer.events
    import vuer.schemas

    assert vuer.events.GrabRender is vuer.schemas.GrabRender
    grab = GrabRender(quality=0.5)
    assert isinstance(grab, Element)
    assert isinstance(grab, ServerRPC)
    node = Scene(bgChildren=[grab], key="s")._serialize()["bgChildren"][0]
    assert node == {"tag": "GrabRender", "key": "DEFAULT", "quality": 0.5}
    frame = grab._frame()
    assert frame["etype"] == "GRAB_RENDER"
    assert frame["key"] == "DEFAULT"
    assert frame["data"] == grab.data == {"quality": 0.5}
    assert frame["uuid"] == grab.uuid
    assert frame["rtype"] == grab.rtype == f"GRAB_RENDER_RESPONSE@{grab.uuid}"
    assert frame["ts"] == int(grab.ts * 1000)
    assert grab == "GRAB_RENDER"


def test_operations_take_lists_apart():
    nodes = sent(Add([Box(key="a"), Box(key="b")], {"key": "c", "tag": "Box"}, to="g"))[
        "data"
    ]
    assert [node["key"] for node in nodes["nodes"]] == ["a", "b", "c"]
    assert nodes["to"] == "g"
    assert sent(Remove("a", "b"))["data"]["keys"] == ["a", "b"]
    assert "strict" not in sent(Upsert(Box(), strict=True)), "as in the original"
    assert sent(Set(Scene(key="s")))["data"]["tag"] == "Scene"


def sent(event):
    """The map that a client reads."""
    return _vuer.decode(_vuer.encode(event._frame()))


def test_frame_is_an_event_and_a_pause():
    frame = Frame(NOOP, frame_rate=30.0)
    assert frame.frame_rate == 30.0
    assert frame.data is NOOP
    assert Frame(NOOP).frame_rate == 60.0


def png(size=(2, 3)):
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", size, (255, 0, 0)).save(buffer, "PNG")
    return buffer.getvalue()


def uploads():
    content = png()
    text = b64encode(content).decode()
    return {
        "bytes": content,
        "base64": text,
        "data URL": "data:image/png;base64," + text,
        "rest of one": "," + text,
    }


@pytest.mark.parametrize("form", uploads().keys())
def test_an_upload_is_a_picture(form):
    image = ClientEvent(etype="UPLOAD", key="up", value=uploads()[form]).value
    assert image.size == (2, 3)
    assert image.getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("form", uploads().keys())
def test_an_upload_is_bytes_without_pillow(form, monkeypatch):
    content, value = png(), uploads()[form]
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert ClientEvent(etype="UPLOAD", value=value).value == content


def test_an_upload_that_is_no_picture_does_no_harm(caplog):
    assert ClientEvent(etype="UPLOAD", value="%%%").value == "%%%"
    assert "base64" in caplog.text
    text = b64encode(b"no picture").decode()
    assert ClientEvent(etype="UPLOAD", value=text).value == b"no picture"
    assert ClientEvent(etype="UPLOAD", value=None).value is None


def test_names_that_scripts_import_from_here_too():
    from vuer.serdes import serializer

    assert events.Scene is Scene
    assert events.serializer is serializer
    assert types.ClientEvent is ClientEvent
    with pytest.raises(AttributeError):
        _ = events.Nothing
