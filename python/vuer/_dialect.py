"""Which version of the original the package follows where its two versions contradict each other.

Set ``VUER_DIALECT=0.0.71`` in the environment before the first import to run a script that was written
for 0.0.71 and relies on what 0.1.6 changed: ``Image`` is the HTML element again, ``Link(text, src)``,
``Scene(grid=False)``, every element sends ``children``. Everything else is the same in both.
"""

import os

VERSIONS = ("0.0.71", "0.1.6")
"""The versions that can be asked for; the last is the default."""

DIALECT = os.environ.get("VUER_DIALECT") or VERSIONS[-1]
"""The version that is followed."""

if DIALECT not in VERSIONS:
    raise ImportError(
        f"VUER_DIALECT is {DIALECT!r}: set it to one of {', '.join(VERSIONS)}, or unset it"
    )

IS_0_0_71 = DIALECT == VERSIONS[0]
"""Whether that is the older one."""
