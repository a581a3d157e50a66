"""A server in a loop that runs, and a client within it."""

import asyncio
import contextlib
import urllib.error
import urllib.request

from vuer import Vuer, _vuer
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 60


class Page:
    """A client, within the server's loop."""

    def __init__(self, ws):
        self.ws = ws

    async def send(self, etype, **fields):
        await self.ws.send(
            _vuer.encode({"etype": etype, "ts": 1.0, **fields}, float64=True)
        )

    async def frame(self):
        return _vuer.decode(await self.ws.recv())

    async def etypes(self, count):
        return [(await self.frame())["etype"] for _ in range(count)]


def play(app, scenario, **options):
    """Starts the server in a loop that runs, and plays a client's side."""

    async def main():
        app.port = 0
        app.start()
        try:
            async with connected(app, **options) as page:
                return await asyncio.wait_for(scenario(page), PATIENCE)
        finally:
            app.stop()

    return asyncio.run(main())


@contextlib.asynccontextmanager
async def connected(app, **options):
    """A client of a server that runs."""
    scheme = "wss" if "ssl" in options else "ws"
    # Ten seconds if it is not said, which a busy machine may take.
    options.setdefault("open_timeout", PATIENCE)
    async with connect(f"{scheme}://localhost:{app.port}", **options) as ws:
        page = Page(ws)
        with contextlib.suppress(ConnectionClosed):
            await page.send("INIT", value={"client": "browser"})
        yield page


def app_of(function, **settings):
    """A server that runs a function for each session."""
    app = Vuer(**settings)
    app.spawn(function)
    return app


def seen_by(function, count, answer=None, **settings):
    """The first frames that a client gets of a function."""

    async def scenario(page):
        frames = []
        while len(frames) < count:
            frame = await page.frame()
            frames.append(frame)
            if answer is not None and "rtype" in frame:
                await page.send(frame["rtype"], value=answer)
        return frames

    return play(app_of(function, **settings), scenario)


def get(app, path, data=None, **options):
    """Status, type and body of a request, made beside the loop."""

    def fetch():
        try:
            with urllib.request.urlopen(
                f"{app.get_url().rstrip('/')}{path}", data, **options
            ) as answer:
                return answer.status, answer.headers["content-type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, None, b""

    return asyncio.to_thread(fetch)
