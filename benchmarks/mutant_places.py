"""Which places of the code are changed, and how: the sample of benchmarks/mutants.py."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import parso
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast

SEED = 20261128

CONFORMANCE = "tests/conformance/test_conformance.py::test_every_engine_gives_rules_their_meaning"
MEANING = "meaning values forms cures hours registry explain together"
SLOW = "not every_shipped and not every_check_form and not peer-support and not shipped_pack"
BIG = ["a_service", "random_rules", "harbour", "adrift", "batches", "disk", "a_cross_check"]
FEW_ROWS = " and ".join(f"not {word}" for word in BIG)
MEMORY = (
    f"-k=(not conformance or memory) and {SLOW}",
    CONFORMANCE,
    *(f"tests/engines/test_{name}.py" for name in MEANING.split()),
    "tests/findings/test_consequences.py",
)
REFERENCE = (
    "causes compile* explain* gather items memory mentions operands outcomes registry relations "
    "spans strays telling tracing* values world"
)
ENGINES = "src/peercomply/engines"
ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sharing": ((f"{ENGINES}/memory.py", f"{ENGINES}/world.py"), MEMORY),
    "memory": (tuple(f"{ENGINES}/{name}.py" for name in REFERENCE.split()), MEMORY),
    "plan": (
        ("src/peercomply/plan/**/*.py",),
        (*MEMORY, "tests/plan", "tests/rules/test_english.py"),
    ),
    "rete": (
        (f"{ENGINES}/rete/*.py",),
        (
            f"-k=(not conformance or rete) and {SLOW} and not thousand",
            CONFORMANCE,
            "tests/engines/test_rete.py",
        ),
    ),
    "sql": (
        (f"{ENGINES}/sql/*.py", f"{ENGINES}/duckdb.py"),
        (
            f"-k=(not conformance or duckdb) and {SLOW} and {FEW_ROWS}",
            "tests/engines/test_duckdb.py",
            "tests/engines/test_narrowing.py",
            "tests/engines/test_open_export.py",
            CONFORMANCE,
        ),
    ),
}
"""For each room its modules, and the quick tests that concern them."""

SHARING = [
    "choice",
    "item",
    "start",
    "forget",
    "once",
    "touching",
    "once_for_row",
    "judge_together",
    "shared_by",
    "_conditions",
]
"""Functions by which rules share what they ask of a record: all mutants of the room `sharing`."""

LEFT_OUT = ("RemoveDecorator", "Variable", "ReplaceBinaryOperator_BitOr")
"""Operators that break an import or a class, or that hit types joined with |."""

CALCULATIONS = ("arith_expr", "term", "expr", "and_expr", "shift_expr", "power")


class Omission:
    """Leaves out a statement that stands for its effect alone: a call, or a change in place."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Yield the place of *node* if it is such a statement."""
        if node.type == "simple_stmt" and self._effect(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: Any, _index: int) -> Any:
        """Put `pass` in its place."""
        leaf = parso.parse("pass").children[0]
        leaf.prefix = node.get_first_leaf().prefix
        node.children[0] = leaf
        return node

    @staticmethod
    def _effect(node: Any) -> bool:
        if node.type != "expr_stmt":
            return node.type == "atom_expr" and node.children[-1].children[0] == "("
        target, sign = node.children[:2]
        if sign.type == "annassign" or sign.value != "=":
            return sign.type != "annassign"
        parts = [target] if target.type == "atom_expr" else getattr(target, "children", [target])
        return all(one.type != "name" for one in parts[::2])


def operators() -> dict[str, Any]:
    """Return the kinds of mutants; `is` becomes `is not` alone, for no order compares objects."""
    found: dict[str, Any] = {"Omission": Omission()}
    for name in sorted(plugins.operator_names()):
        short = name.removeprefix("core/")
        pair = set(short.split("_")[1:]) if "Comparison" in short else set()
        if not short.startswith(LEFT_OUT) and pair & {"Is", "IsNot"} in (set(), pair):
            found[short] = plugins.get_operator(name)()
    return found


def sample(
    root: Path, numbers: dict[str, int], known: list[list[Any]]
) -> tuple[list[list[Any]], dict[str, int]]:
    """Return so many new mutants of each room, and how many places each room has."""
    kinds, chosen, sizes = operators(), [], {}
    for room, number in numbers.items():
        generator, places = random.Random(f"{SEED} {room}"), []
        for path in sorted({path for glob in ROOMS[room][0] for path in root.glob(glob)}):
            name = path.relative_to(root).as_posix()
            for (line, column, _), group in sorted(_mutants_of(path, kinds).items()):
                kind, occurrence, function = generator.choice(group)
                if room != "sharing" or function in SHARING:
                    places.append([room, name, line, column, kind, occurrence, function])
        generator.shuffle(places)
        sizes[room] = len(places)
        chosen += [one for one in places if one not in known][:number]
    return chosen, sizes


def _mutants_of(path: Path, kinds: dict[str, Any]) -> dict[tuple[int, int, str], list[Any]]:
    """Return the mutants of a module by place and kind, each with the function that it is in."""
    source = path.read_text("utf-8")
    skipped, functions = _described(source)
    nodes, groups = list(ast_nodes(get_ast(source))), {}
    for name, operator in kinds.items():
        count = -1
        for node in nodes:
            unpacks = "Binary" in name and node.parent and node.parent.type not in CALCULATIONS
            for place, _ in operator.mutation_positions(node):
                count += 1
                function = functions.get(place[0], "")
                if function != "__init__" and not unpacks and not _within(place, skipped):
                    group = groups.setdefault((*place, name.split("_")[0]), [])
                    group.append((name, count, function))
    return groups


def _described(source: str) -> tuple[list[Any], dict[int, str]]:
    """Return the annotations and decorators, and the outermost function of each line."""
    skipped: list[Any] = []
    functions: dict[int, str] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            skipped.append(node.returns)
            for line in range(node.lineno, (node.end_lineno or 0) + 1):
                functions.setdefault(line, node.name)
        elif isinstance(node, ast.arg | ast.AnnAssign):
            skipped.append(node.annotation)
        elif isinstance(node, ast.ClassDef):
            skipped += node.decorator_list
    return [node for node in skipped if node is not None], functions


def _within(place: tuple[int, int], nodes: list[Any]) -> bool:
    return any(
        (node.lineno, node.col_offset) <= place < (node.end_lineno, node.end_col_offset)
        for node in nodes
    )
