"""Rules of the house that no linter knows."""

import re
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from feeds.facts_file import check

ROOT = Path(__file__).parents[1]
PACKAGES = ("engine", "overlays", "feeds", "api")
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Where a module's tests stand under another name, or together with those of what they serve.
ELSEWHERE = {
    "api/commands/encode.py": "test_encode",
    "api/arguments.py": "test_encode",
    "api/exit_code.py": "test_commands",
    "api/main.py": "test_commands",
    "api/console.py": "test_commands",
    "api/commands/probe.py": "test_commands",
    "api/commands/doctor.py": "test_commands",
    "overlays/demo_match/painter.py": "test_demo_painter",
}


def modules() -> list[str]:
    found = chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES)
    inside = [path.relative_to(ROOT) for path in found if "node_modules" not in path.parts]
    return sorted(str(path) for path in inside if path.name != "__init__.py")


def test_every_module_has_a_test_module() -> None:
    tests = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    missing = []
    for module in modules():
        stem = Path(module).stem
        demo = "overlays/demo_match/" in module
        name = ELSEWHERE.get(module, f"test_demo_{stem}" if demo else f"test_{stem}")
        if name not in tests:
            missing.append(f"{module} wants tests/{name}.py")
    assert missing == []


def test_no_tests_package() -> None:
    assert not (ROOT / "tests" / "__init__.py").exists()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_in_the_docs_resolve(page: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_nobody_else_owns_our_import_names() -> None:
    owners = packages_distributions()
    assert all(set(owners.get(package, ["touchline"])) == {"touchline"} for package in PACKAGES)


def test_the_example_facts_are_right() -> None:
    assert check(ROOT / "examples" / "facts.jsonl") == 8
