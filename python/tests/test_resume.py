"""Connections that are lost: what a program sees of a page of ours until it comes back."""

import asyncio
import queue
import socket
import threading
import time

from conftest import PATIENCE, Running
from vuer.events import ServerEvent


def greet(client, resume=None):
    """Says what a page of ours says first. Gives the answer: its session, and how it may come back."""
    value = {"client": "browser", "features": ["resume"]}
    client.send("INIT", {**value, "resume": resume} if resume else value)
    while (answer := client.receive())["etype"] != "HELLO":
        pass
    return answer["data"]


def cut(client):
    """Loses the connection without a word."""
    client.socket.socket.shutdown(socket.SHUT_RDWR)


def test_a_session_goes_on_while_its_connection_is_lost(app):
    states = queue.Queue()

    @app.spawn
    async def main(session):
        states.put(session.is_connected)
        for awaited in (False, True):
            while session.is_connected is not awaited:
                assert not session.closed and not session.socket.closed
                await asyncio.sleep(0.01)
            states.put(session.is_connected)
        session @ ServerEvent(None, etype="STILL_HERE")
        await session.forever()

    with Running(app) as running, running.client() as client:
        resume = greet(client)["resume"]
        assert states.get(timeout=PATIENCE) is True
        cut(client)
        assert states.get(timeout=PATIENCE) is False
        with running.client("/?resume") as again:
            greet(again, {"token": resume["token"], "received": 0})
            assert states.get(timeout=PATIENCE) is True
            assert again.receive()["etype"] == "STILL_HERE"


def test_a_grace_of_nothing_waits_for_nobody(app):
    app.resume_grace = 0
    with Running(app) as running, running.client() as client:
        assert greet(client).get("resume") is None


def test_an_event_is_heard_although_its_client_is_lost_meanwhile(app):
    heard = queue.Queue()
    is_busy, may_go_on = threading.Event(), threading.Event()

    @app.spawn(client="browser")
    async def main(session):
        await session.forever()

    @app.add_handler("BUSY")
    def busy(event, session):
        is_busy.set()
        may_go_on.wait(PATIENCE)

    app.add_handler("INIT", lambda event, session: heard.put(session.CURRENT_WS_ID))
    with Running(app) as running, running.client() as one, running.client() as other:
        greet(one)
        heard.get(timeout=PATIENCE)
        one.send("BUSY")
        assert is_busy.wait(PATIENCE)
        # The loop has not been told of this session when its connection is lost.
        lost = greet(other)["session"]
        cut(other)
        for _ in range(PATIENCE * 100):
            if not app._native.session(lost).is_connected:
                break
            time.sleep(0.01)
        may_go_on.set()
        assert heard.get(timeout=PATIENCE) == lost
