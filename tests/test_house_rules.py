"""The rules of the house, held by a machine: who imports whom, what is caught, how tests wait, what is committed.

A rule takes a piece of source or a list of paths and answers with its faults, and every rule is shown a bad
sample that it must refuse. What ruff or mypy can see is left to them.
"""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A room, and the rooms that it may import. Only wiring and __main__ see all.
ROOMS = {
    "domain": "",
    "words": "domain",
    "system": "",
    "stamp_api": "domain",
    "store": "domain",
    "credentials": "domain",
    "codes": "domain",
    "services": "domain store codes",
    "presenters": "domain words services",
    "cli": "domain words services",
    "gui": "domain words presenters codes",
    "practice": "domain",
}
BUILDERS = {"wiring", "__main__"}

# A library, and the rooms that own it. One that is not here may not be imported at all.
LIBRARIES = {
    "phonenumbers": "domain",
    "gettext": "words",
    "platformdirs": "system",
    "fontpkg_inter": "system",
    "logging.config": "system",
    "logging.handlers": "system",
    "filelock": "system store",
    "requests": "stamp_api",
    "urllib3": "stamp_api",
    "truststore": "stamp_api",
    "sqlite3": "store practice",  # the rehearsed service remembers on its own account
    "tomlkit": "store",
    "keyring": "credentials",
    "secretstorage": "credentials",
    "jeepney": "credentials",
    "qrcode": "codes",
    "png": "codes",
    "argparse": "cli",
    "PySide6": "gui",
    "shibokensupport": "gui",
    "http.server": "practice",
}
# Where a library is installed under another name.
DISTRIBUTIONS = {
    "png": "pypng",
    "PySide6": "pyside6-essentials",
    "shibokensupport": "pyside6-essentials",
    "fontpkg_inter": "fontpkg-inter",
    "pytestqt": "pytest-qt",
    "zxingcpp": "zxing-cpp",
}

CATCHES_ALL = {"kiosk_app.system.crash", "kiosk_app.gui.background"}
SHAPELESS_NAMES = {"util", "utils", "misc", "helper", "helpers", "manager", "managers", "common"}
TOP_LEVEL = {
    *{"pyproject.toml", "README.md", "LICENSE", "kiosk_app", "assets", "tests", "packaging"},
    *{".ci", ".gitignore", ".gitattributes", ".editorconfig"},
}
# Taken apart, so that this file does not name what it forbids.
NAMES_A_PLACE = re.compile(
    r"\b(py" r"pi|pythonho" r"sted|npm" r"js|deb" r"ian)\.(org|com)\b"  # a package index
    r"|(?<![\w.:/-])/(wo" r"rk|ro" r"ot|op" r"t)/"  # a folder of one machine
    r"|\bsha" r"red/[\w-]+"  # the plans that lie beside the checkout
)  # fmt: skip


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module
    is_package: bool = False

    @property
    def room(self) -> str:
        """The first name under kiosk_app; empty for kiosk_app itself."""
        return f"{self.name}.".split(".")[1]


def sample(source: str, name: str = "kiosk_app.domain.sample") -> Module:
    return Module(name, ast.parse(source))


def modules(folder: str) -> Iterator[Module]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        yield Module(name, ast.parse(path.read_text("utf-8"), str(path)), is_package)


def imports(module: Module) -> Iterator[str]:
    """Every name that is imported, anywhere in the module, in full: `from a import b` is a.b."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(names=aliases):
                yield from (f"{absolute(module, node)}.{alias.name}" for alias in aliases)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    kept = len(package) - node.level + module.is_package
    return ".".join([*package[:kept], *([node.module] if node.module else [])])


def import_faults(module: Module) -> list[str]:
    if module.room in BUILDERS:
        return []
    if module.room and module.room not in ROOMS:
        return [f"{module.room} is no room of the house"]
    return [fault for name in imports(module) for fault in one_import_faults(module.room, name)]


def one_import_faults(room: str, name: str) -> list[str]:
    first, _, rest = name.partition(".")
    if first == "kiosk_app":
        target = rest.partition(".")[0]
        known = target in ROOMS or target in BUILDERS
        allowed = {room, *ROOMS.get(room, "").split()}
        return [f"{room} imports {target}"] if known and target not in allowed else []
    owned = [library for library in LIBRARIES if f"{name}.".startswith(f"{library}.")]
    if not owned and first not in sys.stdlib_module_names:
        return [f"{name} belongs to no room"]
    return [f"{room} imports {library}" for library in owned if room not in LIBRARIES[library].split()]


def catch_faults(module: Module) -> list[str]:
    faults = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                faults.append(f"line {node.lineno}: bare except")
            if all(isinstance(line, ast.Pass) or is_ellipsis(line) for line in node.body):
                faults.append(f"line {node.lineno}: caught, and nothing done")
        if catches_everything(node) and module.name not in CATCHES_ALL:
            faults.append("catches Exception")
    return faults


def is_ellipsis(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and line.value.value is ...


def catches_everything(node: ast.AST) -> bool:
    caught: list[ast.expr] = []
    match node:
        case ast.ExceptHandler(body=[*_, ast.Raise(exc=None)]):
            caught = []  # undoes something, then passes it on
        case ast.ExceptHandler(type=ast.Tuple(elts=several)):
            caught = several
        case ast.ExceptHandler(type=ast.expr() as one):
            caught = [one]
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=several):
            caught = several
    return any(ast.unparse(one) in {"Exception", "BaseException"} for one in caught)


def docstring_faults(module: Module) -> list[str]:
    lines = [line for line in (ast.get_docstring(module.tree) or "").splitlines() if line.strip()]
    return [] if 1 <= len(lines) <= 5 else [f"opens with {len(lines)} lines of docstring, not 1 to 5"]


def name_faults(module: Module) -> list[str]:
    words = re.split(r"[._]", module.name.removeprefix("kiosk_app"))
    return [f"{word} says nothing" for word in words if word in SHAPELESS_NAMES]


FORBIDDEN_IN_TESTS = re.compile(
    r"^((time|asyncio)\.sleep|(unittest\.)?mock(\.|$)|.*\b(MagicMock|AsyncMock)$|monkeypatch\.setattr"
    r"|mocker\.|qtbot\.wait$|pytest\.mark\.(flaky|rerun\w*)$)"
)


def trick_faults(module: Module) -> list[str]:
    named = {ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute | ast.Name)}
    return [f"uses {name}" for name in sorted(named | set(imports(module))) if FORBIDDEN_IN_TESTS.match(name)]


Rule = Callable[[Module], list[str]]


RULES: dict[str, tuple[Rule, ...]] = {
    "kiosk_app": (import_faults, catch_faults, docstring_faults, name_faults),
    "tests": (docstring_faults, name_faults, trick_faults),
    "packaging": (docstring_faults, name_faults),
}


@pytest.mark.parametrize("folder", RULES)
def test_the_house_keeps_its_rules(folder: str) -> None:
    checked = list(modules(folder))
    faults = [f"{module.name}: {fault}" for module in checked for rule in RULES[folder] for fault in rule(module)]
    assert checked
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("rule", "source", "name"),
    [
        (import_faults, "import kiosk_app.store.database", "kiosk_app.domain.card"),
        (import_faults, "from kiosk_app import store", "kiosk_app.domain.card"),
        (import_faults, "from kiosk_app.wiring import build", "kiosk_app.gui.window"),
        (import_faults, "from ..store import database", "kiosk_app.presenters.customer"),
        (import_faults, "def late():\n    from kiosk_app.stamp_api import client", "kiosk_app.services.sender"),
        (import_faults, "importlib.import_module('kiosk_app.gui')", "kiosk_app.cli.doctor"),
        (import_faults, "import kiosk_app.stamp_api", "kiosk_app.practice.vendor"),
        (import_faults, "from PySide6 import QtCore", "kiosk_app.presenters.customer"),
        (import_faults, "from http import server", "kiosk_app.stamp_api.client"),
        (import_faults, "import requests", "kiosk_app.practice.vendor"),
        (import_faults, "import sqlite3", "kiosk_app"),
        (import_faults, "import pandas", "kiosk_app.store.backup"),
        (import_faults, "", "kiosk_app.basement.boxes"),
        (catch_faults, "try:\n    go()\nexcept:\n    stop()", "kiosk_app.store.backup"),
        (catch_faults, "try:\n    go()\nexcept ValueError:\n    pass", "kiosk_app.store.backup"),
        (catch_faults, "try:\n    go()\nexcept ValueError:\n    ...", "kiosk_app.system.crash"),
        (catch_faults, "try:\n    go()\nexcept Exception as e:\n    stop(e)", "kiosk_app.store.backup"),
        (catch_faults, "try:\n    go()\nexcept (OSError, BaseException):\n    stop()", "kiosk_app.gui.window"),
        (catch_faults, "with contextlib.suppress(Exception):\n    go()", "kiosk_app.gui.window"),
        (catch_faults, "try:\n    go()\nexcept Exception:\n    if odd: raise", "kiosk_app.store.backup"),
        (docstring_faults, "import json", "kiosk_app.domain.card"),
        (docstring_faults, '"""1\n2\n3\n4\n5\n6\n"""', "kiosk_app.domain.card"),
        (name_faults, "", "kiosk_app.store.utils"),
        (name_faults, "", "tests.unit.csv_helpers"),
        (trick_faults, "import time\ntime.sleep(1)", "tests.unit.test_sample"),
        (trick_faults, "from time import sleep", "tests.unit.test_sample"),
        (trick_faults, "from unittest.mock import patch", "tests.unit.test_sample"),
        (trick_faults, "import unittest.mock", "tests.unit.test_sample"),
        (trick_faults, "service = MagicMock()", "tests.unit.test_sample"),
        (trick_faults, "def test_it(mocker):\n    mocker.patch('a')", "tests.unit.test_sample"),
        (trick_faults, "def test_it(monkeypatch):\n    monkeypatch.setattr(a, 'b', 1)", "tests.unit.test_sample"),
        (trick_faults, "def test_it(qtbot):\n    qtbot.wait(100)", "tests.gui.test_sample"),
        (trick_faults, "@pytest.mark.flaky(reruns=3)\ndef test_it(): ...", "tests.unit.test_sample"),
    ],
)
def test_a_rule_refuses_a_bad_sample(rule: Rule, source: str, name: str) -> None:
    assert rule(sample(source, name))


@pytest.mark.parametrize(
    ("rule", "source", "name"),
    [
        (import_faults, "from kiosk_app.domain.card import Card", "kiosk_app.store.directory"),
        (import_faults, "from . import journal\nimport sqlite3, json", "kiosk_app.store.directory"),
        (import_faults, "from kiosk_app import __version__", "kiosk_app.cli.version"),
        (import_faults, "from kiosk_app import gui, store", "kiosk_app.wiring"),
        (import_faults, "import logging", "kiosk_app.services.sender"),
        (catch_faults, "try:\n    go()\nexcept Exception as e:\n    show(e)", "kiosk_app.system.crash"),
        (catch_faults, "try:\n    go()\nexcept OSError:\n    return", "kiosk_app.store.backup"),
        (catch_faults, "try:\n    go()\nexcept BaseException:\n    undo()\n    raise", "kiosk_app.store.backup"),
        (docstring_faults, '"""The card.\n\nIt refuses to print itself.\n"""', "kiosk_app.domain.card"),
        (name_faults, "", "kiosk_app.store.utility_bill"),
        (trick_faults, "def test_it(monkeypatch):\n    monkeypatch.setenv('A', 'b')", "tests.unit.test_sample"),
        (trick_faults, "def test_it(qtbot):\n    qtbot.waitSignal(idle)", "tests.gui.test_sample"),
    ],
)
def test_a_rule_accepts_a_good_sample(rule: Rule, source: str, name: str) -> None:
    assert rule(sample(source, name)) == []


IMPORT_THEM = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print("PySide6" in sys.modules)
"""


def loads_qt(names: Iterable[str]) -> bool:
    """Whether importing these modules, in a process of their own, loads PySide6."""
    command = [sys.executable, "-c", IMPORT_THEM, *names]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert child.returncode == 0, child.stderr
    return child.stdout.strip() == "True"


def test_only_the_gui_loads_qt() -> None:
    # wiring may load the window; __main__ must not, or every command would.
    without_qt = [module.name for module in modules("kiosk_app") if module.room not in {"gui", "wiring"}]
    assert "kiosk_app.domain" in without_qt
    assert not loads_qt(without_qt)


def test_loading_qt_is_noticed() -> None:
    assert loads_qt(["kiosk_app.domain", "PySide6.QtCore"])


def committed_paths(root: Path = ROOT) -> list[str]:
    """What git tracks, or would at the next `git add`."""
    command = ["git", "-c", f"safe.directory={root}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("git is not installed")
    if listed.returncode:
        pytest.skip("this folder is no git checkout")
    return [path for path in listed.stdout.split("\0") if path and (root / path).is_file()]


@pytest.mark.parametrize("name", ['a "quoted" one', "two\nlines", "이름"])
def test_no_name_hides_a_file(name: str, tmp_path: Path) -> None:
    """Git quotes such names unless it is told not to."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True, timeout=60)
    (tmp_path / name).touch()
    assert committed_paths(tmp_path) == [name]


def place_faults(paths: Iterable[str]) -> list[str]:
    strays = {path for path in paths if PurePosixPath(path).parts[0] not in TOP_LEVEL}
    shadows = {path for path in paths if path == "packaging/__init__.py"}  # would hide the library of that name
    return sorted(strays | shadows)


def test_everything_lies_in_its_place() -> None:
    assert place_faults(committed_paths()) == []


@pytest.mark.parametrize("path", ["setup.py", "docs/guide.md", "CHANGELOG.md", "packaging/__init__.py"])
def test_a_stray_file_is_refused(path: str) -> None:
    assert place_faults(["pyproject.toml", "packaging/dev.py", path]) == [path]


def place_names(text: str) -> list[str]:
    return [found.group() for found in NAMES_A_PLACE.finditer(text)]


def test_nothing_names_an_index_or_a_machine() -> None:
    texts = {path: (ROOT / path).read_bytes().decode("utf-8", "replace") for path in committed_paths()}
    assert {path: names for path, text in texts.items() if (names := place_names(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["--index" "-url https://py" "pi.org/simple", "see /wo" "rk/main", "cd /ro" "ot/.cache", "as sha" "red/x.md says"],
)  # fmt: skip
def test_the_name_of_a_place_is_refused(text: str) -> None:
    assert place_names(text)


@pytest.mark.parametrize(
    "text",
    ["https://vvd.bz/stamp/1", "a net" "work/work matter", "tests/unit/ro" "ot/x"],
)  # fmt: skip
def test_other_words_are_no_place(text: str) -> None:
    assert not place_names(text)


def distribution(requirement: str) -> str:
    name = re.split(r"[\s<>=!~;\[]", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def lock_faults(lock: str, wanted: Iterable[str]) -> list[str]:
    """A lock holds pins with hashes and nothing else: no address, no option, and no wanted name left out."""
    entries = [entry.split("\n") for entry in re.split(r"\n(?=\S)", lock.strip())]
    pinned = {distribution(first): rest for first, *rest in entries if re.match(r"[a-z0-9-]+==\S+", first)}
    hashes = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    return [
        *(f"not a pin: {first}" for first, *_ in entries if not re.match(r"[a-z0-9-]+==\S+( ; .+)? \\$", first)),
        *(f"no hashes: {name}" for name, lines in pinned.items() if not lines or not all(map(hashes.fullmatch, lines))),
        *(f"missing: {name}" for name in map(distribution, wanted) if name not in pinned),
    ]


def direct_requirements() -> list[str]:
    file = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = file["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"], *file["build-system"]["requires"]]


def test_the_lock_pins_everything_and_names_no_address() -> None:
    assert lock_faults((ROOT / "packaging" / "requirements.lock").read_text("utf-8"), direct_requirements()) == []


OF_AN_INDEX = "index-url"  # apart from its dashes, so that this file names none itself
GOOD_LOCK = f"requests==2.34.2 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"


@pytest.mark.parametrize(
    "lock",
    [
        "",
        "requests==2.34.2\n",
        f"--{OF_AN_INDEX} https://example.com/simple\n" + GOOD_LOCK,
        GOOD_LOCK.replace("==", ">="),
        GOOD_LOCK.replace("sha256", "md5"),
        GOOD_LOCK + "keyring @ file:///tmp/keyring.whl\n",
        GOOD_LOCK.replace("requests", "urllib3"),
    ],
)
def test_a_loose_lock_is_refused(lock: str) -> None:
    assert lock_faults(GOOD_LOCK, ["Requests >=2"]) == []
    assert lock_faults(lock, ["Requests >=2"])


def undeclared(names: Iterable[str], requirements: Iterable[str]) -> set[str]:
    """Imported names whose distribution nobody asked for: they are there by luck, through somebody else's needs."""
    ours = {"kiosk_app", "tests", *sys.stdlib_module_names, *(path.stem for path in ROOT.glob("packaging/*.py"))}
    libraries = {name.split(".")[0] for name in names} - ours
    return {DISTRIBUTIONS.get(name, name.lower()) for name in libraries} - set(map(distribution, requirements))


def test_every_library_that_is_imported_is_declared() -> None:
    ours = [module for folder in ("kiosk_app", "tests", "packaging") for module in modules(folder)]
    imported = [name for module in ours for name in imports(module)]
    assert "requests" in imported
    assert undeclared(imported, direct_requirements()) == set()


def test_an_undeclared_library_is_noticed() -> None:
    assert undeclared(["requests.Session", "png", "http.server", "tests.fakes"], ["requests >=2"]) == {"pypng"}


def test_a_warning_that_nobody_expected_fails_a_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(
        """
        import logging

        def test_silent(): logging.info("all is well")
        def test_unexpected(): logging.warning("the disk is full")
        def test_expected(log_watch):
            log_watch.expect("disk is f.ll")
            logging.warning("the disk is full")
        def test_expected_in_vain(log_watch): log_watch.expect("disk is full")
        """
    )
    outcome = pytester.runpytest_subprocess("-p", "no:randomly")
    outcome.assert_outcomes(passed=4, errors=2)
    outcome.stdout.fnmatch_lines(["nobody expected: WARNING root: the disk is full", "never logged: disk is full"])
