"""
Changes the code of plan/ and engines/ in one place at a time, and sees whether a test notices.

The mutants are those of cosmic-ray, and one more kind: a statement that stands for its effect alone
is left out. They are tried in a copy of the project, one at a time, each in a process of its own.

    python benchmarks/mutants.py try ROOM=NUMBER...   adds so many new mutants of each room
    python benchmarks/mutants.py again [ROOM]...      tries the survivors again, after tests came
    python benchmarks/mutants.py write                writes benchmarks/MUTANTS.md

What became of each mutant stands in mutants.json, why survivors stay in mutants-left.yml.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from cosmic_ray.mutating import mutate_code
from mutant_places import ROOMS, SEED, operators, sample

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "mutants.json"
LIMIT = 240
"""Seconds after which a mutant counts as killed: it does not end."""

WARM = "duckdb sqlglot hypothesis attrs yaml holidays rich.table jinja2 click rapidfuzz"
"""Modules that every mutant needs and none changes."""

OPTIONS = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
OPTIONS += ["-Wignore::pytest.PytestAssertRewriteWarning"]


@contextlib.contextmanager
def copied() -> Iterator[Path]:
    """Give a copy of the project, whose tests see its own package."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for name in ("src", "tests", "rules", "fixtures", "docs"):
            shutil.copytree(HERE.parent / name, Path(folder) / name)
        shutil.copy(HERE.parent / "pyproject.toml", folder)
        yield Path(folder)


def tested(root: Path, tests: tuple[str, ...]) -> tuple[int | str, float]:
    """Return how the tests end in a process that starts as a copy of this one, and the seconds."""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        _test(root, tests)
    while time.monotonic() - begin < LIMIT:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), time.monotonic() - begin
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "no end", time.monotonic() - begin


def _test(root: Path, tests: tuple[str, ...]) -> None:
    os.setsid()
    os.chdir(root)
    with (root / "log").open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.path.insert(0, str(root / "src"))
    sys.dont_write_bytecode = True
    status = 70
    try:
        status = int(pytest.main([*OPTIONS, *tests]))
    except BaseException:  # noqa: BLE001 a mutant may raise anything
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def attempt(root: Path, mutant: list[Any], like: list[str] | None = None) -> dict[str, Any]:
    """Return what becomes of one mutant; *like*, the lines that it changes, finds it again."""
    room, name, _, _, kind, occurrence, _ = mutant
    path, operator = root / name, operators()[kind]
    source, times = path.read_text("utf-8"), path.stat()
    if like is not None:
        occurrence = _nearest(source, operator, like, mutant[2])
    if occurrence is None:
        return {"status": "gone"}
    changed = mutate_code(source, operator, occurrence)
    _, *line = _lines(source, changed)
    path.write_text(changed, "utf-8")
    status, seconds = tested(root, ROOMS[room][1])
    path.write_text(source, "utf-8")
    os.utime(path, (times.st_atime, times.st_mtime))
    log = (root / "log").read_text().splitlines()
    by = [text.split(" - ")[0] for text in log if text.startswith(("FAILED", "ERROR"))]
    print(status, round(seconds), *mutant[:5], line, *by[:1], flush=True)
    return {"mutant": mutant, "lines": line, "status": status, "by": by[:1]}


def _nearest(source: str, operator: Any, like: list[str], near: int) -> int | None:
    """Return the occurrence that changes a line as *like* does, the one nearest to line *near*."""
    found = []
    for occurrence in itertools.count():
        changed = mutate_code(source, operator, occurrence)
        if changed is None:
            break
        number, *lines = _lines(source, changed)
        if lines == like:
            found.append((abs(number - near), occurrence))
    return min(found)[1] if found else None


def _lines(source: str, changed: str) -> tuple[int, str, str]:
    """Return the number of the line that was changed, as it was and as it is."""
    pairs = enumerate(zip(source.splitlines(), changed.splitlines(), strict=False), 1)
    return next(
        ((place, one.strip(), two.strip()) for place, (one, two) in pairs if one != two),
        (0, "", ""),
    )


def run(numbers: dict[str, int], again: tuple[str, ...] = ()) -> None:
    """Try so many new mutants of each room, or with no numbers the survivors again."""
    held = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"places": {}, "tried": []}
    tried = held["tried"]
    for module in WARM.split():
        importlib.import_module(module)
    with copied() as root:
        survivors = [
            one for one in tried if _lives(one) and not _why(one) and one["mutant"][0] in again
        ]
        for room in numbers or dict.fromkeys(one["mutant"][0] for one in survivors):
            status, seconds = tested(root, ROOMS[room][1])
            print(f"{room}: without a mutant {status} after {seconds:.0f} s", flush=True)
            if status != 0:
                sys.exit((root / "log").read_text())
        if not numbers:
            for one in survivors:
                one["again"] = attempt(root, one["mutant"], one["lines"])["status"]
                RESULTS.write_text(json.dumps(held, indent=0))
            return
        mutants, sizes = sample(root, numbers, [one["mutant"] for one in tried])
        held["places"] |= sizes
        for mutant in mutants:
            tried.append(attempt(root, mutant))
            RESULTS.write_text(json.dumps(held, indent=0))


def write() -> None:
    """Write the scores of the rooms, and the survivors with the reason why each stays."""
    held = json.loads(RESULTS.read_text())
    rows, totals = [], [0] * 5
    for room in ROOMS:
        own = [one for one in held["tried"] if one["mutant"][0] == room]
        first = sum(one["status"] == 0 for one in own)
        gone = sum(one.get("again") == "gone" for one in own)
        counts = [held["places"].get(room, 0), len(own), first, gone, sum(map(_lives, own))]
        totals = [one + two for one, two in zip(totals, counts, strict=True)]
        rows += [_row(room, counts)] if own else []
    rows.append(_row("all", totals))
    left = [
        f"| {one['mutant'][1].removeprefix('src/peercomply/')} | `{one['lines'][0]}` "
        f"| `{one['lines'][1]}` | {_why(one) or 'open: no test yet'} |".replace(
            " | None", " \\| None"
        )
        for one in sorted(held["tried"], key=lambda one: one["mutant"][1:4])
        if _lives(one)
    ]
    page = (HERE / "mutants-page.txt").read_text("utf-8")
    facts = {"version": version("cosmic-ray"), "seed": SEED, "limit": LIMIT}
    filled = page.format(rows="\n".join(rows), left="\n".join(left), **facts)
    (HERE / "MUTANTS.md").write_text(filled, "utf-8")


def _lives(one: dict[str, Any]) -> bool:
    return one["status"] == 0 and one.get("again", 0) == 0


def _why(one: dict[str, Any]) -> str | None:
    """Return why a survivor stays: by the end of its path, and parts of the two lines."""
    for left in yaml.safe_load((HERE / "mutants-left.yml").read_text("utf-8")):
        before, after = one["lines"]
        same = left.get("is", "") in before and left["becomes"] in after
        if same and one["mutant"][1].endswith(left["module"]):
            return str(left["why"])
    return None


def _row(room: str, counts: list[int]) -> str:
    _, tried, first, gone, now = counts
    scores = [
        f"{100 * (tried - first) / tried:.0f}%",
        f"{100 * (tried - gone - now) / (tried - gone):.0f}%",
    ]
    return "| " + " | ".join(map(str, [room, *counts, *scores])) + " |"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["try", *numbers]:
            run({room: int(number) for room, number in (one.split("=") for one in numbers)})
        case ["again", *rooms]:
            run({}, tuple(rooms or ROOMS))
        case ["write"]:
            write()
        case _:
            sys.exit(__doc__)
