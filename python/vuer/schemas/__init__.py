"""Every component as a class: ``Box(position=[0, 1, 0], color="red")``.

Children are passed by position, properties by their names in the browser, and any further keyword goes there
as well. ``import *`` gives the names that the original has; the other components are imported by name, as in
``from vuer.schemas import Sky``. All are listed in ``docs/components.md``.
"""

from vuer.schemas import (
    drei_components,
    html_components,
    material_components,
    physics_components,
    scene_components,
    timeline_components,
    vuer_components,
)
from vuer.schemas.components_gen import *
from vuer.schemas.drei_components import *
from vuer.schemas.html_components import *
from vuer.schemas.material_components import *
from vuer.schemas.physics_components import *
from vuer.schemas.scene_components import *
from vuer.schemas.vuer_components import *

__all__ = [
    "drei_components",
    "html_components",
    "material_components",
    "physics_components",
    "scene_components",
    "timeline_components",
    "vuer_components",
]
__all__ += html_components.__all__
__all__ += scene_components.__all__
__all__ += drei_components.__all__
__all__ += physics_components.__all__
__all__ += material_components.__all__
__all__ += vuer_components.__all__
