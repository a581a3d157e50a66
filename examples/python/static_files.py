"""Files of a folder, and one that the program makes, shown by their URLs. The page asks for the latter whenever it is
shown."""

from pathlib import Path

from vuer import Vuer, VuerSession
from vuer.schemas import Glb, Obj

ARM = Path(__file__).parents[2] / "crates/vuer-cli/assets/demo/arm"

app = Vuer(workspace=ARM)
app.workspace.link(
    lambda: b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n",
    "corner.obj",
    content_type="model/obj",
)


@app.spawn(start=True)
async def main(session: VuerSession):
    session.add @ [
        *(
            Glb(key=name, src=f"/workspace/{name}.glb", position=[x, 0.2, 0])
            for name, x in (("base", -0.4), ("turret", 0), ("wrist", 0.4))
        ),
        Obj(key="corner", src="/workspace/corner.obj", position=[0, 0.6, 0]),
    ]
    await session.forever()
