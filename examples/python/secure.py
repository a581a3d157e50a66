"""HTTPS and a secret: what headsets and open networks ask for. The certificate is of this machine's own making; see
``docs/teleoperation.md`` for how a headset comes to trust it."""

from vuer import Vuer, VuerSession
from vuer.schemas import Icosahedron

# The secret stands in the URLs that are printed; whoever has none of them stays outside.
app = Vuer(host="0.0.0.0", tls="auto", token="auto")


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ Icosahedron(key="gem", scale=[0.3, 0.3, 0.3], color="gold")
    await session.forever()
