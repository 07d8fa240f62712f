"""The house as drawn: who may import whom, how long a module is, what is public."""

import ast
import importlib
import importlib.util
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import tnt_core

ORDER = [
    "showing",
    "errors",
    "texts",
    "days",
    "forms",
    "misreading",
    "packages",
    "facts",
    "rules",
    "deadlines",
    "model",
    "editorial",
    "records",
    "store",
    "directory",
    "verification",
    "agendas",
    "export",
    "bulk",
    "strategies",
    "cli",
]
"""Imports flow down this list only. Export reads the compiler's result, so it stands below it."""

GROUND = {"showing", "errors", "texts", "days", "forms", "misreading", "packages", "facts"}
"""What the engines stand on; they import nothing else of the house."""

LIGHT = {"numpy", "hypothesis", "pytest", "click", "rich", "narwhals", "polars", "pandas"}

MODULES = sorted(m.name for m in pkgutil.walk_packages(tnt_core.__path__, "tnt_core."))
FILES = {
    name: Path(importlib.util.find_spec(name).origin) for name in MODULES if "__main__" not in name
}


def imported(path):
    """Every module of the package that a file imports, at any depth of its code, but for annotations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def file_of(target):
    """Give the module of the package that an import names, whether itself or a name in it."""
    while target and target not in FILES:
        target = target.rpartition(".")[0]
    return target


def circles(graph):
    """Give the sets of nodes that reach each other: strongly connected components of two or more (Tarjan 1972)."""
    order, lowest, path, found = {}, {}, [], []

    def visit(node):
        order[node] = lowest[node] = len(order)
        path.append(node)
        for target in graph[node]:
            if target not in order:
                visit(target)
            if target in path:
                lowest[node] = min(lowest[node], lowest[target])
        if lowest[node] == order[node]:
            component = path[path.index(node) :]
            del path[path.index(node) :]
            if len(component) > 1:
                found.append(sorted(component))

    for node in graph:
        if node not in order:
            visit(node)
    return sorted(found)


def room(module):
    return module.split(".")[1] if module.count(".") else ""


@pytest.mark.parametrize("name", FILES)
def test_imports_flow_down_the_list_of_the_house(name):
    for target in imported(FILES[name]):
        if target.startswith("tnt_core.") and room(target) in ORDER:
            assert ORDER.index(room(target)) <= ORDER.index(room(name)), f"{name} imports {target}"


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "b", "b": "a"}, [["a", "b"]]),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),
        ({"a": "b", "b": "c", "c": "ad", "d": "e", "e": "d"}, [["a", "b", "c"], ["d", "e"]]),
    ],
)
def test_circles_are_found(graph, found):
    assert circles(graph) == found


def test_no_imports_run_in_a_circle_even_those_inside_functions():
    # A package's __init__ is a file like others; that Python runs it before its modules does not count.
    graph = {
        name: {file_of(target) for target in imported(path)} - {name, ""}
        for name, path in FILES.items()
    }
    assert circles(graph) == []


@pytest.mark.parametrize("engine", ["rules", "deadlines"])
def test_an_engine_imports_nothing_of_the_rest(engine):
    allowed = {*GROUND, engine}
    for name, path in FILES.items():
        if room(name) == engine:
            rooms = {room(t) for t in imported(path) if t.startswith("tnt_core.")}
            assert rooms <= allowed, name


@pytest.mark.parametrize("name", FILES)
def test_every_room_is_on_the_list(name):
    assert room(name) in ORDER


@pytest.mark.parametrize("name", FILES)
def test_no_module_is_an_attic(name):
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= 400
    assert name.rsplit(".", 1)[1] not in {"utils", "helpers", "misc", "common"}


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def length(function):
    """Count the lines of a function without its docstring."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    words = function.body[0]
    return lines - (words.end_lineno - words.lineno + 1)


def test_functions_are_short():
    lengths = [length(function) for path in FILES.values() for function in functions(path)]
    assert sum(lengths) / len(lengths) <= 9


@pytest.mark.parametrize("name", FILES)
def test_a_sentence_in_two_languages_is_one_value(name):
    # A pair of languages goes by keyword into a Text; what hands two sentences by position mixes them up one day.
    for function in functions(FILES[name]):
        by_position = {arg.arg for arg in (*function.args.posonlyargs, *function.args.args)}
        assert not {"fr", "en"} <= by_position, f"{name}.{function.name}"
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Text":
            assert not node.args, f"{name}, line {node.lineno}"


BY_CONVENTION = {"command": "cli", "written": "export", "decide": "bulk"}
"""Names that each module of a room offers under the same name, or that ask of columns what another room asks of one profile."""


def defined(name):
    """Every public name that a module defines itself, not those that it imports and passes on."""
    made = set()
    for node in ast.parse(FILES[name].read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                made.add(node.name)
            case ast.Assign(targets=targets):
                made.update(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=id_)):
                made.add(id_)
    return made & {*getattr(importlib.import_module(name), "__all__", ())}


def test_a_public_name_has_one_meaning():
    homes = {}
    for name in FILES:
        for public in defined(name):
            if BY_CONVENTION.get(public) != room(name):
                homes.setdefault(public, []).append(name)
    assert {public: places for public, places in homes.items() if len(places) > 1} == {}


def test_the_everyday_names_are_a_written_list():
    assert [*tnt_core.__all__] == sorted(tnt_core.__all__)
    for name in tnt_core.__all__:
        assert getattr(tnt_core, name) is not None
    assert set(tnt_core.__all__) <= set(dir(tnt_core))


@pytest.mark.parametrize("name", sorted(tnt_core._ROOMS))
def test_a_room_is_loaded_when_first_named(name):
    found = tnt_core.__getattr__(name)
    assert found is importlib.import_module(f"tnt_core.{name}")


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'agenda_of'"):
        tnt_core.agenda_of  # noqa: B018


@pytest.mark.parametrize("name", [n for n in FILES if not room(n).startswith("cli")])
def test_every_public_name_exists_and_is_documented(name):
    module = importlib.import_module(name)
    assert module.__doc__
    for public in getattr(module, "__all__", ()):
        value = getattr(module, public)
        if callable(value) and getattr(value, "__module__", "").startswith("tnt_core"):
            assert value.__doc__, f"{name}.{public}"


def test_importing_the_package_loads_no_heavy_library():
    code = "import sys, tnt_core; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not LIGHT & set(loaded)


def test_importing_an_engine_does_not_load_the_rest():
    code = (
        "import sys, tnt_core.rules; print(*(m for m in sys.modules if m.startswith('tnt_core')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {room(m) for m in loaded} <= {"", *GROUND, "rules"}
