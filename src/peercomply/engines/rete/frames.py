"""Which records an expression is about."""

from __future__ import annotations

import attrs

from peercomply.engines.rete.cells import Cells
from peercomply.records.model import Record
from peercomply.rules.nodes import Elsewhere, FieldValue, Step


@attrs.frozen(eq=False)
class Frame:
    """
    The records that an expression reads.

    Attributes:
        judged: The record that is judged.

        current: The related record inside a condition on related records; else the judged one.
    """

    judged: Record
    current: Record

    @classmethod
    def about(cls, record: Record) -> Frame:
        """Return the frame of what is asked of *record* itself."""
        return cls(record, record)

    def root(self, *, judged: bool) -> Record:
        """Return the record at which a path starts."""
        return self.judged if judged else self.current

    def elsewhere(self, node: Elsewhere, cells: Cells) -> Frame | None:
        """Return the frame in which the body of *node* is read; None if its path leads nowhere."""
        record = cells.along(self.root(judged=node.judged), node.path)
        return None if record is None else Frame.about(record)

    def holder(self, node: FieldValue, cells: Cells, path: tuple[Step, ...]) -> Record | None:
        """Return the record at the end of *path*; None if it leads nowhere."""
        return cells.along(self.root(judged=node.judged), path)
