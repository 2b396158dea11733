"""The check form `findings`: combines what other rules say of the same record or program."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, OneOf, key_of
from peercomply.documents.reader import Reader
from peercomply.documents.yaml_nodes import Scalar
from peercomply.rules.nodes import Home
from peercomply.rules.scope import Scope

KEYS = Keys(
    title="findings",
    says="Several other rules do not fail together.",
    keys=(
        key_of("rules", "the ids of the rules", ListOf(Holds.IDENTIFIER), required=True),
        key_of("together", "whether all of them fail, or any", OneOf(("all", "any"))),
        key_of(
            "about",
            "whether they are asked of the record itself, or of anything in its home",
            OneOf(("record", "program", "organisation")),
        ),
    ),
)


@attrs.frozen
class NamedRule:
    """
    A rule that another one names.

    Attributes:
        id: Its id.

        scalar: Where it is named.
    """

    id: str
    scalar: Scalar = attrs.field(eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Findings:
    """
    Several rules do not fail together.

    Attributes:
        rules: The rules.

        home: The program or organisation in which they are asked; None for the record itself.

        every: The record fails if all of them fail; otherwise if any of them does.
    """

    rules: tuple[NamedRule, ...]
    home: Home | None
    every: bool


def read(rule: Reader, _scope: Scope) -> Findings | None:
    """Return the check of the key `findings`, or None after noting what is wrong."""
    reader = rule.mapping("findings", KEYS)
    if reader is None:
        return None
    nodes = reader.items("rules", required=True)
    rules = tuple(NamedRule(node.value, node) for node in nodes if isinstance(node, Scalar))
    together = reader.option("together", str, ("all", "any"))
    about = reader.option("about", str, ("record", "program", "organisation"))
    reader.finish()
    if not rules or len(rules) < len(nodes) or len({one.id for one in rules}) < len(rules):
        reader.note(
            Code.WRONG_SHAPE,
            "'rules' is no list of different rule ids",
            reader.node.span,
            expected="a list such as [supervision-overdue, critical-incident-unreviewed]",
        )
        return None
    home = None if about in (None, "record") else Home(about)
    return Findings(rules=rules, home=home, every=together != "any")
