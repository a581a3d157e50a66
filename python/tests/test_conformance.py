"""Every public name of the original is here, with its signature and defaults, and a test that calls it.

What the original offers is asked from the original, in its own environment (``cargo xtask test`` installs
both versions into ``.venvs``); what this package offers, from an interpreter of its own in the dialect of
that version.
"""

import ast
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VERSIONS = ("0.0.71", "0.1.6")

# What takes anything and raises.
STAND_INS = "test_modules.py::test_graphs_say_what_to_use_instead"

# Where a class's members count one by one, not just as part of it.
WHOLE = ("Vuer", "VuerClient", "VuerSession")

# What differs on purpose: a parameter or an attribute, with the reason.
_COMMA = "a tuple of one by a stray comma in 0.0.71"
DIFFERENT = {
    "vuer.client.VuerClient.ssl_verify": "a value; the environment is asked by each new client",
    "vuer.client.VuerClient.uri": "as ssl_verify",
    "vuer.client.VuerClient.websocket_max_size": "as ssl_verify",
    "vuer.events.ClientEvent.etype": "first in 0.0.71, not there in 0.1.6: both calls work",
    "vuer.events.GrabRender.rtype": "known per request only",
    "vuer.events.InitEvent.etype": "as that of ClientEvent",
    "vuer.events.NullEvent.etype": "as that of ClientEvent",
    "vuer.events.ServerEvent.etype": "second in 0.0.71, not there in 0.1.6",
    "vuer.schemas.MjCameraView.movable": _COMMA,
    "vuer.schemas.MjCameraView.showCameraFrustum": _COMMA,
    "vuer.schemas.MuJoCo.dragForceScale": _COMMA,
    "vuer.schemas.MuJoCo.showDragArrow": _COMMA,
    "vuer.schemas.MuJoCo.showDragForceText": _COMMA,
    "vuer.schemas.MuJoCo.unpauseOnDrag": _COMMA,
    "vuer.server.Vuer.args": "settings are named",
    "vuer.server.Vuer.client_root": "nothing stands for the package's own client",
    "vuer.server.Vuer.cors": "nothing stands for the server's rule, see docs/security.md",
    "vuer.server.Vuer.domain": "a hosted client is announced if it is asked for",
    "vuer.server.Vuer.static_root": "in 0.1.6 the older name of workspace",
    "vuer.server.VuerSession.socket": "an attribute that each session is given",
    "vuer.workspace.Workspace.MIME_TYPES": "the same entries in another order",
}

# What the server makes and programs do not, so that the constructor is free; or what only raises.
CALLED_OTHERWISE = {
    "vuer.server.At",
    "vuer.server.BoundFn",
    "vuer.server.Vuer.create_webrtc_stream",
    "vuer.server.VuerSession",
}

# What the original lets through from elsewhere by accident, and this package does not.
ABSENT = {
    "vuer.server.Page": "importing it would load every component with the server",
}


def table():
    """Name to the test that calls it, or to why it is not supported."""
    lines = (HERE / "conformance.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines[1:])


@functools.cache
def offered(version, whose):
    """What the original of a version offers, or this package in its dialect."""
    python = sys.executable
    if whose == "original":
        python = ROOT / ".venvs" / f"vuer-{version}" / "bin" / "python"
        assert python.exists(), f"{python} is not there: run `cargo xtask test` once"
    done = subprocess.run(
        [python, HERE / "public_api.py"],
        env={**os.environ, "VUER_DIALECT": version},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def own_names(api):
    """Each name of the API once, where it belongs, with its description."""
    for module, names in api.items():
        for name, described in names.items():
            home = described["home"]
            if home is None:
                elsewhere = [
                    m
                    for m in api
                    if m not in ("vuer", "vuer.server") and name in api[m]
                ]
                if module == "vuer.server" and elsewhere:
                    continue
            elif not belongs(home, module):
                continue
            yield f"{module}.{name}", described


def belongs(home, module):
    """Whether what a module offers is defined in it; the base of the server counts as the server's."""
    if module == "vuer":
        return home == module
    return home.startswith(module) or (module == "vuer.server" and home == "vuer.base")


def expected():
    """The names of both versions, members of the server's classes included."""
    names = set()
    for version in VERSIONS:
        for name, described in own_names(offered(version, "original")):
            names.add(name)
            if name.rpartition(".")[2] in WHOLE:
                names.update(f"{name}.{member}" for member in described["attributes"])
    return names


def is_supported(name):
    return not table().get(name, "").startswith("not supported")


@pytest.mark.parametrize("version", VERSIONS)
def test_names_signatures_and_defaults(version):
    ours = offered(version, "this package")
    original = offered(version, "original")
    own = dict(own_names(original))
    problems = []
    for module, names in original.items():
        for name, theirs in names.items():
            full = f"{module}.{name}"
            private = "._" in (theirs["home"] or "")
            if private or full in ABSENT or not is_supported(full):
                continue
            mine = ours.get(module, {}).get(name)
            if mine is None:
                problems.append(f"{full} is missing")
            elif full in own:
                problems += differences(full, theirs, mine)
    assert not problems, "\n".join(problems)


def differences(full, theirs, mine):
    """Where a name of ours does not take, or give, what the original's does."""
    if table()[full] == STAND_INS:
        return
    yield from parameter_differences(
        full, theirs.get("parameters"), mine.get("parameters")
    )
    for name, member in (theirs.get("attributes") or {}).items():
        where = f"{full}.{name}"
        if where in DIFFERENT or not is_supported(where):
            continue
        own = mine["attributes"].get(name)
        if own is None:
            yield f"{where} is missing"
        elif member["kind"] == "method":
            yield from parameter_differences(
                where, member["parameters"], own.get("parameters")
            )
        elif member != own:
            yield f"{where} is {own}, not {member}"


def parameter_differences(full, theirs, mine):
    if theirs is None or full in CALLED_OTHERWISE:
        return
    if mine is None:
        yield f"{full} cannot be called"
        return
    known = {parameter[0]: parameter for parameter in mine}
    kinds = [parameter[1] for parameter in mine]
    for name, kind, default in theirs:
        if f"{full}.{name}" in DIFFERENT:
            continue
        own = known.get(name)
        if kind.startswith("VAR_"):
            if kind not in kinds:
                yield f"{full} takes no {kind}"
        elif own is None:
            yield f"{full} has no {name}"
        elif default is not None and own[2] != default:
            yield f"{full}'s {name} is {own[2]} by default, not {default}"
        elif own[1] not in (kind, "POSITIONAL_OR_KEYWORD"):
            yield f"{full}'s {name} is {own[1]}, not {kind}"
    by_position = [p[0] for p in theirs if p[1] == "POSITIONAL_OR_KEYWORD"]
    own_positions = [p[0] for p in mine if p[1] == "POSITIONAL_OR_KEYWORD"]
    same = by_position == own_positions[: len(by_position)]
    if not same and f"{full}.etype" not in DIFFERENT:
        yield f"{full} takes {own_positions} by position, not {by_position}"


def test_the_table_has_a_row_for_every_name_and_no_other():
    assert set(table()) == expected()


def test_every_row_names_a_test_that_is_there():
    tests = {}
    for path in HERE.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tests[path.name] = {
            node.name
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        }
    for name, row in table().items():
        if row.startswith("not supported: "):
            assert len(row) > len("not supported: "), name
            continue
        file, _, test = row.partition("::")
        assert test in tests.get(file, ()), f"{name}: there is no test {row}"
        assert test.startswith("test_"), name


def test_differences_are_of_names_that_are_there():
    names = set()
    for version in VERSIONS:
        for full, described in own_names(offered(version, "original")):
            names.update(
                f"{full}.{member}" for member in described.get("attributes") or ()
            )
            names.update(f"{full}.{p[0]}" for p in described.get("parameters") or ())
    # It is this package that has it.
    added = {f"vuer.events.{name}.etype" for name in ("InitEvent", "NullEvent")}
    assert set(DIFFERENT) <= names | added
