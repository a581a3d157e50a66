"""Prints what an installed ``vuer`` offers by name, as JSON: run with the interpreter that has it.

Imports nothing but the standard library and the package, so that the original's own environments run it.
"""

import enum
import importlib
import inspect
import json
import sys

MODULES = (
    "vuer",
    "vuer.client",
    "vuer.events",
    "vuer.rtc",
    "vuer.schemas",
    "vuer.serdes",
    "vuer.server",
    "vuer.types",
    "vuer.workspace",
)


def parameters(function):
    """Name, kind and default of each parameter; ``None`` where there is no signature."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    return [
        [p.name, p.kind.name, None if p.default is p.empty else shown(p.default)]
        for p in signature.parameters.values()
    ]


def shown(value):
    """A default, the same in every environment."""
    if isinstance(value, tuple):
        value = list(value)
    return (
        repr(value)
        if isinstance(value, (str, int, float, bool, list, dict, type(None)))
        else "…"
    )


def attributes(cls):
    """The public attributes of a class with what they are, inherited ones of the package included."""
    found = {}
    bases = [base for base in cls.__mro__ if base.__module__.startswith("vuer")]
    for base in reversed(bases):
        for name, value in vars(base).items():
            if name.startswith("_"):
                continue
            if isinstance(value, property):
                found[name] = {"kind": "property"}
            elif inspect.isroutine(value):
                found[name] = {
                    "kind": "method",
                    "parameters": parameters(getattr(cls, name)),
                }
            else:
                found[name] = {"kind": "value", "value": shown(getattr(cls, name))}
    return found


def describe(value):
    """What a public name stands for; ``None`` if it is not the package's own."""
    if not getattr(value, "__module__", "vuer").startswith("vuer"):
        return None
    if inspect.ismodule(value):
        return None
    home = getattr(value, "__module__", None)
    if inspect.isclass(value):
        if issubclass(value, enum.Enum):
            return {"kind": "class", "home": home, "parameters": None, "attributes": {}}
        return {
            "kind": "class",
            "home": home,
            "parameters": parameters(value),
            "attributes": attributes(value),
        }
    if inspect.isroutine(value):
        return {"kind": "function", "home": home, "parameters": parameters(value)}
    return {"kind": "value", "home": None, "type": type(value).__name__}


def dump():
    """Module to name to description."""
    api = {}
    for module_name in MODULES:
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        names = {}
        for name in sorted(set(dir(module)) | set(getattr(module, "__all__", ()))):
            try:
                value = getattr(module, name)
            except (AttributeError, ImportError):
                continue
            if not name.startswith("_"):
                described = describe(value)
                if described is not None:
                    names[name] = described
        api[module_name] = names
    return api


if __name__ == "__main__":
    output, sys.stdout = (
        sys.stdout,
        sys.stderr,
    )  # the original talks while it is imported
    json.dump(dump(), output)
