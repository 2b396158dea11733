"""What an expression can name: fields, references, definitions, `let` values and parameters."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from peercomply.documents.yaml_nodes import Scalar
from peercomply.records.model import RecordType, Schema
from peercomply.rules.nodes import Expr, Home, Step
from peercomply.rules.parameters import Parameter


@attrs.frozen
class Definition:
    """
    A named expression about records of one type.

    Attributes:
        name: Its name.

        record_type: The type of record that it is about.

        text: The node of the rule file that holds the expression.
    """

    name: str
    record_type: str
    text: Scalar


@attrs.frozen
class Names:
    """
    The names of a pack.

    Attributes:
        schema: The record types.

        definitions: Named expressions by record type and name.

        parameters: Parameters by name.

        bound: Typed trees of the definitions that have been read.
    """

    schema: Schema
    definitions: Mapping[tuple[str, str], Definition]
    parameters: Mapping[str, Parameter]
    bound: dict[tuple[str, str], Expr] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    def of_type(self, record_type: str) -> list[str]:
        """Return the names of the definitions for *record_type*."""
        return [name for (owner, name) in self.definitions if owner == record_type]


@attrs.frozen
class Scope:
    """
    Where an expression stands.

    Attributes:
        judged: Type of the record being judged; `this.` names it inside a condition on rows.

        current: Type of the record that plain names mean.

        nested: Whether the expression is a condition on related records.

        lets: The values that `let` has named so far.

        names: The names of the pack.

        open: Definitions that are being read, to notice a circle.
    """

    judged: RecordType
    current: RecordType
    names: Names
    nested: bool = False
    lets: Mapping[str, Expr] = attrs.field(factory=dict)
    open: tuple[tuple[str, str], ...] = ()

    def rows(self, record_type: str) -> Scope:
        """Return the scope of a condition on rows of *record_type*."""
        return attrs.evolve(self, current=self.names.schema[record_type], nested=True)

    def inside(self, definition: Definition) -> Scope:
        """Return the scope of the expression of *definition*."""
        own = self.names.schema[definition.record_type]
        key = (definition.record_type, definition.name)
        return Scope(own, own, self.names, open=(*self.open, key))


@attrs.frozen
class Reached:
    """The end of a path: the steps to a record, and its type."""

    path: tuple[Step, ...]
    type: RecordType


def follow(start: RecordType, names: list[str], schema: Schema) -> Reached | str:
    """Return where the references *names* lead from *start*, or the name that leads nowhere."""
    here, path = start, []
    for name in names:
        step = _step(here, name)
        if step is None:
            return name
        path.append(step)
        target = step.value if isinstance(step, Home) else here.fields[step].to[0]
        here = schema[target]
    return Reached(tuple(path), here)


def _step(here: RecordType, name: str) -> Step | None:
    if name == Home.PROGRAM.value and here.info.program and here.name != name:
        return Home.PROGRAM
    has_organisation = here.info.organisation or here.info.program
    if name == Home.ORGANISATION.value and has_organisation and here.name != name:
        return Home.ORGANISATION
    field = here.reference(name)
    return field.name if field is not None and len(field.to) == 1 else None


def references(record_type: RecordType) -> list[str]:
    """Return the names of the references that a path can follow from *record_type*."""
    found = [field.name.removesuffix("_id") for field in record_type.fields.values()]
    found += [home.value for home in Home]
    return sorted({name for name in found if _step(record_type, name) is not None})
