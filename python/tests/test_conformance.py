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

# Where a class's members count one by one, not just as part of it.
WHOLE = ("Vuer", "VuerSession")

# What differs on purpose: name, then parameter or attribute, with the reason.
DIFFERENT = {
    ("vuer.events.InitEvent", "etype"): "as ClientEvent",
    ("vuer.events.NullEvent", "etype"): "as ClientEvent",
    (
        "vuer.events.ClientEvent",
        "etype",
    ): "first in 0.0.71, nowhere in 0.1.6: either call works",
    (
        "vuer.events.ServerEvent",
        "etype",
    ): "second in 0.0.71, nowhere in 0.1.6: either call works",
    (
        "vuer.events.GrabRender",
        "rtype",
    ): "known per request, as in the original after construction",
    ("vuer.schemas.GrabRender", "rtype"): "the same class as that of vuer.events",
    (
        "vuer.schemas.MjCameraView",
        "movable",
    ): "a tuple of one by a stray comma in 0.0.71",
    (
        "vuer.schemas.MjCameraView",
        "showCameraFrustum",
    ): "a tuple of one by a stray comma in 0.0.71",
    (
        "vuer.schemas.MuJoCo",
        "dragForceScale",
    ): "a tuple of one by a stray comma in 0.0.71",
    (
        "vuer.schemas.MuJoCo",
        "showDragArrow",
    ): "a tuple of one by a stray comma in 0.0.71",
    (
        "vuer.schemas.MuJoCo",
        "showDragForceText",
    ): "a tuple of one by a stray comma in 0.0.71",
    (
        "vuer.schemas.MuJoCo",
        "unpauseOnDrag",
    ): "a tuple of one by a stray comma in 0.0.71",
    ("vuer.workspace.Workspace", "MIME_TYPES"): "the same entries in another order",
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
    problems = []
    for module, names in offered(version, "original").items():
        for name, theirs in names.items():
            full = f"{module}.{name}"
            if not is_supported(full) or "._" in (theirs["home"] or ""):
                continue
            mine = ours.get(module, {}).get(name)
            if mine is None:
                problems.append(f"{full} is missing")
            else:
                problems += differences(full, theirs, mine)
    assert not problems, "\n".join(problems)


def differences(full, theirs, mine):
    """Where a name of ours does not take, or give, what the original's does."""
    if table().get(full) == "test_modules.py::test_graphs_say_what_to_use_instead":
        return  # a stand-in that takes anything and raises
    yield from parameter_differences(
        theirs.get("parameters"), mine.get("parameters"), full
    )
    for name, member in (theirs.get("attributes") or {}).items():
        if (full, name) in DIFFERENT or not is_supported(f"{full}.{name}"):
            continue
        own = mine["attributes"].get(name)
        if own is None:
            yield f"{full}.{name} is missing"
        elif member["kind"] == "method":
            yield from parameter_differences(
                member["parameters"], own.get("parameters"), f"{full}.{name}"
            )
        elif member != own:
            yield f"{full}.{name} is {own}, not {member}"


def parameter_differences(theirs, mine, full):
    if theirs is None:
        return
    if mine is None:
        yield f"{full} cannot be called"
        return
    known = {parameter[0]: parameter for parameter in mine}
    for name, kind, default in theirs:
        if (full, name) in DIFFERENT or kind in ("VAR_KEYWORD", "VAR_POSITIONAL"):
            if kind not in [parameter[1] for parameter in mine] and kind.startswith(
                "VAR"
            ):
                yield f"{full} takes no {kind}"
            continue
        own = known.get(name)
        if own is None:
            yield f"{full} has no {name}"
        elif default is not None and own[2] != default:
            yield f"{full}'s {name} is {own[2]} by default, not {default}"
        elif own[1] != kind and (kind, own[1]) != (
            "KEYWORD_ONLY",
            "POSITIONAL_OR_KEYWORD",
        ):
            yield f"{full}'s {name} is {own[1]}, not {kind}"
    positions = [p[0] for p in theirs if p[1] == "POSITIONAL_OR_KEYWORD"]
    own_positions = [p[0] for p in mine if p[1] == "POSITIONAL_OR_KEYWORD"]
    if (
        positions != own_positions[: len(positions)]
        and (full, "etype") not in DIFFERENT
    ):
        yield f"{full} takes {own_positions} by position, not {positions}"


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


def test_differences_are_still_there():
    originals = [dict(own_names(offered(version, "original"))) for version in VERSIONS]
    for full, _ in DIFFERENT:
        assert any(full in names for names in originals), full
