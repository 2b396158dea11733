"""
What the records of the invented service share: who is who in a program, days, and chances.

A program is a team of fifty people, and an organisation has two programs: one in the community, led
by peers, and one on a ward with a line for the night. What a person is there depends on the number
within the team. Everything is SQL for DuckDB, in these names:

    i           number of the record within its part, from 0
    w, p, o     numbers of the worker, the program, and the organisation to which it belongs
    k           number within that owner

How often a promise is broken is ours to choose, for nobody has counted it: one in twenty-five to
one in a hundred and twenty, so that no rule fails for more than about one record in twenty, and all
of them together for about three in a hundred rows. How far events lie apart follows the limits of
the pack, which name their sources.
"""

from __future__ import annotations

import attrs

DAY = "2026-11-22"
"""The day of the check for which the records are made."""

TEAM = 50
"""Workers of a program: about as many as an organisation has in the mean by the workforce study of
community managed mental health services in the ACT of 2023 (37 paid people and 21 volunteers)."""

FEWEST = 20
"""Fewest workers of a service: those whom other records name are among the first twenty."""

_PEERS = (0, 1, 5, 10, 11, 15, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35)
"""Numbers within the team of peer workers who stay, volunteers and paid, and who meet people."""

_OTHERS = (4, 8, 9, 13, 14, 18, 24, 40, 41, 45, 46)
"""Numbers of those who are no peers."""


@attrs.frozen
class Part:
    """
    Records of one type that are made alike.

    Attributes:
        per: What there are so many records of: `worker`, `program`, `organisation`, or `line`, a
            program that has a line for the night.

        count: How many records each of them has.

        columns: SQL of each field. Text that is not given is made up, other fields stay empty.
    """

    per: str
    count: float
    columns: dict[str, str]


def macros(workers: int, programs: int, organisations: int) -> list[str]:
    """Return the functions that columns call, as statements, for a service of so many *workers*."""
    size = min(workers, TEAM)
    peers = [number for number in _PEERS if number < size]
    others = [number for number in _OTHERS if number < size]
    functions = {
        "workers()": f"{workers}",
        "programs()": f"{programs}",
        "organisations()": f"{organisations}",
        # A number for a record that looks like chance and is always the same.
        "spread(x)": "xor(x, x >> 16) * 73244475 % 4294967296",
        "drawn(i, seed)": "spread(spread(((i + 1) * 40503 + seed * 2654435761) % 4294967296)) >> 4",
        "pick(i, seed, low, high)": "low + drawn(i, seed) % (high - low + 1)",
        "missed(i, seed, n)": "drawn(i, seed) % n = 0",
        "ago(days)": f"DATE '{DAY}' - CAST(days AS INTEGER)",
        # The program on the ward, with the line; the one that was set up within the last year.
        "line(p)": "p % 2 = 1",
        "fresh(p)": "p % 8 = 3",
        "opening(p)": "CASE WHEN fresh(p) THEN pick(p, 1, 220, 330) ELSE 1800 END",
        "opened(p)": "ago(opening(p))",
        "program_of(w)": f"least(w // {TEAM}, programs() - 1)",
        "organisation_of(p)": "least(p // 2, organisations() - 1)",
        "role(w)": f"w % {TEAM}",
        "is_peer(w)": f"role(w) NOT IN {_OTHERS}",
        "manager_of(p)": f"'worker-' || ({TEAM} * p + 2)",
        "leader_of(w)": f"'worker-'"
        f" || ({TEAM} * program_of(w) + list_extract([3, 7, 12, 17], 1 + w % 4))",
        "peer(p, n)": f"'worker-' || ({TEAM} * p + list_extract({peers}, 1 + n % {len(peers)}))",
        "other(p, n)": f"'worker-' || ({TEAM} * p + list_extract({others}, 1 + n % {len(others)}))",
        # All of a team whose turn it was; one in twenty-five is away.
        "team(p, seed)": "array_to_string(list_transform(list_filter(range("
        f"{TEAM} * p, CASE WHEN p = programs() - 1 THEN workers() ELSE {TEAM} * p + {TEAM} END),"
        " lambda w: NOT missed(w, seed, 25)), lambda w: 'worker-' || w), '; ')",
        "listed(name, first, n)": "array_to_string(list_transform(range(first, first + n),"
        " lambda x: name || x), '; ')",
        "everybody(p)": f"listed('worker-', {TEAM} * p,"
        f" CASE WHEN p = programs() - 1 THEN workers() - {TEAM} * p ELSE {TEAM} END)",
        # Everybody came at least 200 days ago: one volunteer of each program within the last year,
        # and all of a new program after its manager.
        "served(w)": "CASE WHEN NOT fresh(program_of(w)) THEN 200 + drawn(w, 3) % CASE"
        " WHEN role(w) = 0 THEN 150 ELSE 1500 END"
        " WHEN role(w) = 2 THEN opening(program_of(w)) ELSE 200 + drawn(w, 3) % 20 END",
        "started(w)": "ago(served(w))",
        # Three of fifty have left: a volunteer who was let go, one who went, and a paid worker.
        "ended(w)": "CASE WHEN role(w) IN (6, 16, 19)"
        " THEN ago(10 + drawn(w, 5) % (served(w) - 100)) END",
        # How many days ago participant n joined, 25 of whom a program has.
        "joined(n)": "pick(n, 101, 60, CASE WHEN fresh(n // 25) THEN 210 ELSE 700 END)",
        "position_of(w)": "11 * program_of(w) + CASE WHEN role(w) = 2 THEN 0"
        " WHEN role(w) IN (3, 7, 12, 17) THEN 1 WHEN role(w) IN (22, 32, 42) THEN 3"
        " WHEN role(w) IN (23, 33) THEN 4 WHEN role(w) IN (40, 41, 45, 46) THEN 6"
        " WHEN role(w) % 5 < 2 THEN 5 WHEN role(w) IN (4, 24) THEN 7"
        " WHEN role(w) IN (8, 13) THEN 8 WHEN role(w) IN (9, 18) THEN 9"
        " WHEN role(w) = 14 THEN 10 ELSE 2 END",
    }
    return [f"CREATE MACRO {name} AS {sql}" for name, sql in functions.items()]


def chosen(*values: str, by: str = "k") -> str:
    """Return SQL that takes one of *values* by a number, round after round."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"list_extract([{listed}], CAST(1 + {by} % {len(values)} AS BIGINT))"
