"""
Tries the tests: changes plan/ and engines/ in small ways, and counts the changes that no test saw.

Run it by hand: python benchmarks/mutants.py [ROOM] [--again|--report]. A sample, always the same
one for the same source, is made by mutmut in a copy; `--again` tries only those that survived.
Outcomes are kept in benchmarks/mutants.csv, with a reason, written by hand, for what is left.
"""

from __future__ import annotations

import csv
import importlib.metadata
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants, setup_source_paths
from mutmut.configuration import reset_config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test

HERE = Path(__file__).parent
PACKAGE = Path("src/peercomply")
COLUMNS = ("room", "mutant", "change", "first", "now", "reason")
WORDING = re.compile(r"""(["'])(?=[^"']*\s)[^"']*\1""")
KILLED = (1, 3, 36, -24, 24, 152, 255, -9, -11)
"""Exit codes of a test run that failed, ran out of time, or crashed."""

Row = dict[str, str]


def prepare(work: Path, plan: dict[str, Any], room: dict[str, Any]) -> None:
    """Copy what the tests of *room* need to *work*, and make every mutant of its modules there."""
    root = HERE.parent
    for name in plan["also_copy"]:
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, work / name)
    paths = [path.relative_to(root) for path in (root / PACKAGE).rglob("*.py")]
    chosen = [
        str(path)
        for path in sorted(paths)
        if any(
            fnmatch(str(path.relative_to(PACKAGE).with_suffix("")), one) for one in room["modules"]
        )
    ]
    settings = {
        "source_paths": ["src"],
        "only_mutate": chosen,
        "also_copy": [name for name in plan["also_copy"] if name != "src"],
        "pytest_add_cli_args_test_selection": room["tests"],
        "pytest_add_cli_args": ["-k", room["choose"], *plan["arguments"]],
        "process_isolation": "forkserver",
        "timeout_multiplier": 4,
    }
    with (work / "pyproject.toml").open("a", encoding="utf-8") as file:
        lines = (f"{key} = {json.dumps(value)}" for key, value in settings.items())
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    os.chdir(work)
    reset_config()
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir()
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)


def known(work: Path) -> Iterator[tuple[str, int | None]]:
    """Yield each mutant that was made, and the exit code of its tests."""
    for path in sorted(work.glob("mutants/src/**/*.meta")):
        yield from json.loads(path.read_text())["exit_code_by_key"].items()


def change_of(mutant: str) -> str:
    """Return the lines that *mutant* takes away and puts in, as one line."""
    lines = get_diff_for_mutant(mutant).splitlines()
    marked = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return " ".join(f"{line[0]} {line[1:].strip()}" for line in marked)


def sample(work: Path, plan: dict[str, Any], room: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield mutants and their changes: as many as *room* wants, picked by the seed."""
    names = [name for name, _ in known(work)]
    random.Random(plan["seed"]).shuffle(names)
    skip, wanted = re.compile("|".join(plan["skip"])), room["mutants"]
    for name in names:
        change = change_of(name)
        before, _, after = change.partition(" + ")
        if WORDING.sub('""', before[2:]) == WORDING.sub('""', after) or skip.search(change):
            continue
        yield name, change
        wanted -= 1
        if not wanted:
            return


def attempt(name: str, plan: dict[str, Any], rows: list[Row], *, again: bool) -> list[Row]:
    """Try the sample of the room *name*, or what survived of it, and return its rows."""
    room = plan["rooms"][name]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepare(work, plan, room)
        if again:
            made = [row for row in rows if row["room"] == name]
        else:
            empty = dict.fromkeys(COLUMNS, "")
            made = [
                empty | {"room": name, "mutant": mutant, "change": change}
                for mutant, change in sample(work, plan, room)
            ]
        names = dict(known(work))
        tried = []
        for row in made:
            if again and row["now"] != "survived":
                continue
            there = row["mutant"] in names and change_of(row["mutant"]) == row["change"]
            row["now"] = "survived" if there else "gone"
            tried += [row] if there else []
        command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "1"]
        arguments = [row["mutant"] for row in tried]
        subprocess.run(  # noqa: S603
            [*command, *arguments], cwd=work, check=True, stdout=subprocess.DEVNULL
        )
        codes = dict(known(work))
        os.chdir(HERE)
    for row in tried:
        row["now"] = "killed" if codes[row["mutant"]] in KILLED else "survived"
        row["first"] = row["first"] or row["now"]
    return made


def report(plan: dict[str, Any], rows: list[Row]) -> Iterator[str]:
    """Yield the lines of benchmarks/MUTANTS.md."""
    yield plan["about"]
    yield f"mutmut {importlib.metadata.version('mutmut')}, seed {plan['seed']}. {plan['note']}\n"
    yield "| room | tried | killed at first | killed now, or the code is gone | left |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, room in plan["rooms"].items():
        own = [row for row in rows if row["room"] == name]
        first = sum(row["first"] == "killed" for row in own)
        left = sum(row["now"] == "survived" for row in own)
        now = len(own) - left
        shares = [f"{n} ({n / max(len(own), 1):.0%})" for n in (first, now)]
        yield f"| {room['title']} | {len(own)} | {' | '.join(shares)} | {left} |"
    yield "\n## Left\n\n| where | change | why it is left |\n| --- | --- | --- |"
    for row in rows:
        if row["now"] == "survived":
            change = row["change"].replace("|", "\\|")
            where = row["mutant"].removeprefix("peercomply.").partition("__mutmut")[0]
            yield f"| {where} | `{change}` | {row['reason'] or 'not looked at yet'} |"


def main() -> None:
    """Try mutants, keep what became of them, and write benchmarks/MUTANTS.md."""
    plan = tomllib.loads((HERE / "mutants.toml").read_text(encoding="utf-8"))
    table = HERE / "mutants.csv"
    rows: list[Row] = []
    if table.exists():
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    names = [word for word in sys.argv[1:] if not word.startswith("-")] or list(plan["rooms"])
    for name in names if "--report" not in sys.argv else ():
        fresh = attempt(name, plan, rows, again="--again" in sys.argv)
        rows = [row for row in rows if row["room"] != name] + fresh
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    (HERE / "MUTANTS.md").write_text("\n".join(report(plan, rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
