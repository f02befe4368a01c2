"""The arrows of the house: who may know whom, no cycles, no imports inside functions, nothing that outgrows its job."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("casework", "bot", "mailgateway", "store", "web", "exchange", "fristvakt", "demo")
HANDS = {"bot", "mailgateway", "store", "web", "exchange"}
MAY_KNOW = {
    "casework": set(),
    **{hand: {"casework"} for hand in HANDS},
    "fristvakt": {"casework"} | HANDS,
    "demo": {"casework", "fristvakt"} | HANDS,
}
OUTSIDE_CASEWORK = {"sqlalchemy", "aiosqlite", "aiohttp", "slack_bolt", "slack_sdk", "aiosmtpd", "aiosmtplib", "socket"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "models", "constants"}


def files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom) and inner.module:
            yield inner.module
            yield from (f"{inner.module}.{alias.name}" for alias in inner.names)


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_those_its_arrows_reach(room: str):
    known = {name.split(".")[0] for file in files(room) for name in imported(tree(file))} & set(ROOMS)
    assert known - {room} <= MAY_KNOW[room]


def test_casework_touches_no_network_and_no_database():
    known = {name.split(".")[0] for file in files("casework") for name in imported(tree(file))}
    assert not known & OUTSIDE_CASEWORK


def test_casework_reads_no_clock():
    text = "\n".join(file.read_text(encoding="utf-8") for file in files("casework"))
    assert not [call for call in (".now(", ".today(", ".utcnow(", "time.time(") if call in text]


def test_only_the_settings_read_the_environment():
    readers = [file.name for room in ROOMS for file in files(room) if "os.environ" in file.read_text(encoding="utf-8")]
    assert set(readers) <= {"cli.py", "__main__.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_function_hides_an_import(room: str):
    hiding = [f"{file}:{f.name}" for file in files(room) for f in functions(file) if list(imported(f))]
    assert hiding == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_or_function_outgrows_its_job(room: str):
    written = [file for file in files(room) if file.parent.name != "versions"]  # a migration lists its tables once
    long = [str(file) for file in written if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]
    long += [f"{file}:{f.name}" for file in written for f in functions(file) if length(f) > LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("room", ROOMS)
def test_names_of_modules_say_what_is_in_them(room: str):
    assert not {file.stem for file in files(room)} & FORBIDDEN_NAMES


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_what_would_be_missed(room: str):
    assert [str(file) for file in files(room) if file.stat().st_size and not ast.get_docstring(tree(file))] == []


def test_no_modules_import_each_other_in_a_circle():
    arrows = {module_name(file): set(imported(tree(file))) for room in ROOMS for file in files(room)}
    known = {name: {target for target in meant(targets) if target in arrows} for name, targets in arrows.items()}
    while free := {name for name, targets in known.items() if not targets & known.keys() - {name}}:
        known = {name: targets for name, targets in known.items() if name not in free}
    assert known == {}


def meant(targets: set[str]) -> set[str]:
    """The modules themselves: `from package import module` means the module, not what the package says of itself."""
    return targets - {target.rpartition(".")[0] for target in targets}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_migrations_stand_in_one_line():
    versions = sorted((ROOT / "store" / "migrations" / "versions").glob("0*.py"))
    said = [(named(file, "revision"), named(file, "down_revision")) for file in versions]
    numbers = [f"{number:04}" for number in range(1, len(versions) + 1)]
    assert [file.name[:4] for file in versions] == numbers
    assert said == list(zip(numbers, [None, *numbers], strict=False))


def named(file: Path, name: str) -> object:
    """The constant that a module gives that name."""
    return next(
        ast.literal_eval(node.value)
        for node in tree(file).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name
    )
