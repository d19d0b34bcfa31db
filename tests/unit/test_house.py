"""The house: arrows point downwards, no circle, each room keeps to what it may touch, small pieces.

The floors are read from CONTRIBUTING.md, so that the page and the code cannot disagree.
"""

import ast
import re
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from harness import REPO

PACKAGE = REPO / "notebooks" / "hosting_shift"
ROOMS = ("notebooks", "harness", "tests", "tools", "benchmarks")
MAY_NOT = {  # a room, and the modules (ours or others') that it may not know
    "charts": {"tables", "ipywidgets"},
    "exercises": {"ipywidgets", "ui"},
    "course": {"ipywidgets"},
    "student": {"ipywidgets"},
    "law": {"ipywidgets"},
    "model": {"ipywidgets", "pandas", "matplotlib", "tables"},
}


def floors(page: str) -> tuple[dict[str, int], set[str]]:
    """Return the floor of every room, counted from the ground, and the arrows allowed on one floor."""
    lines = re.search(r"^```floors\n(.*?)^```", page, re.M | re.S)[1].splitlines()
    allowed = {line.removeprefix("# allowed:").strip() for line in lines if line.startswith("# allowed:")}
    levels = [line for line in lines if line.strip() and not line.startswith("#")]
    return {room.strip(): level for level, line in enumerate(reversed(levels)) for room in line.split("·")}, allowed


def imports(tree: ast.AST) -> set[str]:
    """Return every module that a file imports, at its top or later: `a.b` and, of it, `a.b.c`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import that begins with a dot does not say where it leads"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            found |= {c.value.rstrip("._") for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant)}
    return found


class House:
    """The files of a package, and who imports whom."""

    def __init__(self, folder: Path, page: str):
        self.floor, self.allowed = floors(page)
        paths = {file: file.relative_to(folder.parent).with_suffix("") for file in folder.rglob("*.py")}
        self.trees = {
            ".".join(path.parts).removesuffix(".__init__"): ast.parse(file.read_text(encoding="utf-8"))
            for file, path in paths.items()
        }
        self.name = folder.name
        self.imports = {module: imports(tree) for module, tree in self.trees.items()}

    def room(self, module: str) -> str:
        return module.split(".")[1] if module.startswith(f"{self.name}.") else module.split(".")[0]

    def arrows(self):
        """Yield (file, room it stands in, room it imports) for every step out of a room."""
        for module, found in self.imports.items():
            for room in {self.room(name) for name in found if name.startswith(f"{self.name}.")}:
                if module != self.name and room != self.room(module):  # the package's door sees all
                    yield module, self.room(module), room

    def faults(self) -> list[str]:
        """Return what is not as it should be, one sentence each."""
        found = [f"{room} has no floor" for room in self.rooms() if room not in self.floor]
        for module, here, there in self.arrows():
            way = self.floor.get(there, -1) - self.floor.get(here, len(self.floor))
            if way >= 0 and f"{here} → {there}" not in self.allowed:
                found.append(f"{module} imports {there}, " + ("which is above" if way else "on its own floor"))
        graph = {m: {n for n in found if n in self.trees} - {m} for m, found in self.imports.items()}
        for module in graph:  # `from law import case` asks for the file, not for the door of its room
            doors = {n for n in graph[module] if any(other.startswith(f"{n}.") for other in graph[module])}
            graph[module] -= doors
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            found.append(f"a circle: {' → '.join(circle.args[1])}")
        for module, names in self.imports.items():
            known = {self.room(name) for name in names} & MAY_NOT.get(self.room(module), set())
            found += [f"{module} may not know {room}" for room in sorted(known)]
        return found

    def rooms(self) -> set[str]:
        return {self.room(module) for module in self.trees} - {self.name}


@pytest.fixture(scope="module")
def house():
    return House(PACKAGE, (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8"))


def test_arrows_point_downwards_and_no_room_knows_what_it_may_not(house):
    assert house.faults() == []


def test_nothing_that_others_share_leans_on_them():
    """harness knows no tool, test or benchmark; tools know no test and no benchmark; nothing ships them."""
    above = {"harness": {"tools", "tests", "benchmarks"}, "tools": {"tests", "benchmarks"}}
    above["notebooks"] = {"harness", *above["harness"]}
    for folder, others in above.items():
        for file in (REPO / folder).rglob("*.py"):
            known = {name.split(".")[0] for name in imports(ast.parse(file.read_text(encoding="utf-8")))}
            assert not known & others, file


def test_few_files_stand_loose_and_each_serves_three_rooms(house):
    loose = {file.stem for file in PACKAGE.glob("*.py")} - {"__init__"}
    users = defaultdict(set)
    for _, here, there in house.arrows():
        users[there].add(here)
    for lesson in (REPO / "notebooks").glob("*.ipynb"):  # the lessons are a room, too: the highest
        for names in re.findall(r'"from hosting_shift import ([\w, ]+)', lesson.read_text(encoding="utf-8")):
            for name in names.split(", "):
                users[name].add("lessons")
    assert len(loose) <= 8
    assert {name: users[name] for name in loose if len(users[name]) < 3} == {}


def test_the_model_needs_numpy_only(house):
    for module, names in house.imports.items():
        if house.room(module) == "model":
            others = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
            assert others <= {"numpy", "hosting_shift"}, (module, others)


def test_no_class_and_no_function_is_long(house):
    most = {ast.ClassDef: 250, ast.FunctionDef: 60, ast.AsyncFunctionDef: 60}
    pieces = [(m, node) for m, tree in house.trees.items() for node in ast.walk(tree) if type(node) in most]
    lines = {f"{m}.{node.name}": (node.end_lineno - node.lineno + 1, most[type(node)]) for m, node in pieces}
    assert {name: is_ for name, (is_, limit) in lines.items() if is_ > limit} == {}


def test_the_formatter_is_seldom_switched_off():
    files = [file for room in ROOMS for file in (REPO / room).rglob("*.py")]
    off = [file for file in files for _ in re.findall("# fmt: (?:skip|off)", file.read_text(encoding="utf-8"))]
    assert len(files) > 200 and len(off) < 40, off


# ---------------------------------------------------------------- what is wrong is noticed

PAGE = "```floors\nexplorers\n# allowed: law → levers\nlaw · levers · charts\ntables\n```\n"
SOUND = {"explorers/one.py": "from house.law import rule", "law/rule.py": "from house import levers, tables"}
SOUND |= {"law/__init__.py": "from house.law import rule", "charts/a.py": "", "levers.py": "", "tables.py": ""}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"law/rule.py": "def f():\n    from house.explorers import one"}, "imports explorers, which is above"),
        ({"tables.py": "import_module(f'house.explorers.{name}')"}, "imports explorers, which is above"),
        ({"levers.py": "from house import charts"}, "imports charts, on its own floor"),
        ({"law/a.py": "import house.law.b", "law/b.py": "from house.law import a"}, "a circle"),
        ({"charts/a.py": "from house import tables"}, "house.charts.a may not know tables"),
        ({"law/rule.py": "import ipywidgets"}, "house.law.rule may not know ipywidgets"),
        ({"cellar/wine.py": ""}, "cellar has no floor"),
    ],
)
def test_what_is_wrong_is_noticed(tmp_path, changed, fault):
    for name, source in (SOUND | changed).items():
        (tmp_path / "house" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "house" / name).write_text(source)
    found = House(tmp_path / "house", PAGE).faults()
    assert fault in "; ".join(found) if fault else found == [], found


def test_a_dotted_import_is_refused():
    with pytest.raises(AssertionError, match="does not say where it leads"):
        imports(ast.parse("from .one import x"))
    assert floors(PAGE) == ({"tables": 0, "law": 1, "levers": 1, "charts": 1, "explorers": 2}, {"law → levers"})
