"""References and homes of records in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peercomply.engines.sql.build import (
    NULL,
    TRUE,
    both,
    case,
    coalesce,
    column,
    either,
    is_null,
    is_true,
)
from peercomply.engines.sql.frame import At, Frame
from peercomply.engines.sql.tables import extra
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import End
from peercomply.rules.nodes import Home, Step

if TYPE_CHECKING:
    from peercomply.engines.sql.scope import World


HOME_COLUMNS: Mapping[Home, tuple[str, str]] = {
    home: (f"in {home.value}", f"in {home.value} unknown") for home in Home
}
"""The columns that name the home of a record, and say whether it is not known which it is."""


def follow(world: World, start: At, step: Step, frame: Frame) -> At:
    """Return the record to which *step* leads."""
    if isinstance(step, Home):
        return frame.follow(start, step, step.value, home(world, start, step, frame).sql)
    field = world.type_of(start.type).fields[step]
    if len(field.to) != 1:
        raise Unsupported("a reference to several record types")
    return frame.follow(start, step, field.to[0], column(start.alias, step))


def home(world: World, at: At, which: Home, frame: Frame) -> End:
    """Return the key of the program or organisation of a record."""
    if at.type in world.tables.homed:
        own, lost = (column(at.alias, name) for name in HOME_COLUMNS[which])
        return End(own, either(at.gone, is_true(lost)))
    return (_program if which is Home.PROGRAM else _organisation)(world, at, frame)


def _program(world: World, at: At, frame: Frame) -> End:
    info = world.type_of(at.type).info
    found = _first(world, at, info.program, frame)
    if not info.organisation:
        return End(found.sql, TRUE)
    organisation = _first(world, at, info.organisation, frame)
    return End(found.sql, is_true(either(found.unknown, is_null(organisation.sql))))


def _organisation(world: World, at: At, frame: Frame) -> End:
    info = world.type_of(at.type).info
    own = _first(world, at, info.organisation, frame)
    if not info.program or info.name == Home.PROGRAM.value:
        return own
    program = _program(world, at, frame)
    place = frame.follow(at, Home.PROGRAM, Home.PROGRAM.value, program.sql)
    found = _cell(world, place, "organisation_id")
    unknown = either(is_null(program.sql), place.gone, found.unknown)
    return End(coalesce(own.sql, found.sql), is_true(unknown))


def _first(world: World, at: At, paths: tuple[str, ...], frame: Frame) -> End:
    """Return the first of *paths* that leads to a key; an unknown one ends the search."""
    ends = [_along(world, at, path.split("."), frame) for path in paths]
    if not ends:
        return End(NULL)
    *before, last = ends
    for end in reversed(before):
        last = End(
            coalesce(end.sql, case((end.unknown, NULL), otherwise=last.sql)),
            is_true(both(is_null(end.sql), either(end.unknown, last.unknown))),
        )
    return last


def _along(world: World, at: At, path: list[str], frame: Frame) -> End:
    here = at
    for step in path[:-1]:
        here = follow(world, here, step, frame)
    return _cell(world, here, path[-1])


def _cell(world: World, at: At, field: str) -> End:
    unknown = at.gone
    if (at.type, field) in world.tables.doubtful:
        unknown = either(unknown, is_true(column(at.alias, extra(field, "unreadable"))))
    return End(column(at.alias, field), unknown)
