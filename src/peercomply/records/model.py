"""The 43 record types, each described by its attrs class alone, and the schema that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from peercomply.records import (
    evaluation,
    governance,
    participation,
    personnel,
    practice,
    service,
)
from peercomply.records.fields import FieldInfo, FieldType, RecordInfo
from peercomply.records.validation import fields_of

Record: TypeAlias = Any
"""An instance of one of the record classes; its type is `record.__record__.name`."""


@attrs.frozen
class RecordType:
    """
    One record type, as read off its class.

    Attributes:
        cls: The attrs class.

        info: What is known besides the fields.

        fields: The fields by name, in their order; the first one is `id`.
    """

    cls: type = attrs.field(repr=False)
    info: RecordInfo
    fields: Mapping[str, FieldInfo] = attrs.field(repr=False, hash=False)

    @property
    def name(self) -> str:
        """Name in rules, files and reports."""
        return self.info.name

    def references(self, target: str) -> tuple[FieldInfo, ...]:
        """Return the fields that refer to records of the type *target*."""
        return tuple(field for field in self.fields.values() if target in field.to)

    def lacks(self, field: FieldInfo) -> bool:
        """Whether this type has no field like *field* in every fact."""
        return self.fields.get(field.name) != field

    def reference(self, name: str) -> FieldInfo | None:
        """Return the single reference that paths call *name*: the field's name without _id."""
        field = self.fields.get(f"{name}_id")
        return field if field is not None and field.type is FieldType.REF else None


@attrs.frozen
class Schema(Mapping[str, RecordType]):
    """
    The record types that a pack, an export and a report speak of, by their names.

    Attributes:
        types: The record types, in the order of the record model.
    """

    types: Mapping[str, RecordType] = attrs.field(repr=False, hash=False)

    def __getitem__(self, name: str) -> RecordType:
        """Return the record type *name*."""
        return self.types[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self.types)

    def __len__(self) -> int:
        """Return the number of record types."""
        return len(self.types)


def describe(cls: type) -> RecordType:
    """Return the description of a record class."""
    info: RecordInfo = cls.__record__  # type: ignore[attr-defined]
    fields = MappingProxyType({field.name: field for field in fields_of(cls)})
    return RecordType(cls, info, fields)


_CLASSES = (
    service.Organisation,
    service.Program,
    service.Participant,
    service.ServiceEvent,
    service.Referral,
    service.Shift,
    governance.FundingAgreement,
    governance.Objective,
    governance.Report,
    governance.Policy,
    governance.Audit,
    governance.Nonconformance,
    governance.Incident,
    governance.Concern,
    governance.Change,
    governance.RecordStore,
    evaluation.Feedback,
    evaluation.Review,
    evaluation.Statistic,
    evaluation.Budget,
    evaluation.FundingRequest,
    evaluation.Outcome,
    evaluation.Attestation,
    personnel.Worker,
    personnel.Position,
    personnel.PositionDescription,
    personnel.Agreement,
    personnel.Acknowledgement,
    personnel.Supervision,
    personnel.Training,
    personnel.DevelopmentPlan,
    personnel.WellnessOffer,
    personnel.Recruitment,
    personnel.Separation,
    participation.Stakeholder,
    participation.Engagement,
    participation.Partnership,
    participation.Committee,
    participation.Membership,
    participation.Meeting,
    practice.Match,
    practice.RelationshipDeclaration,
    practice.Consent,
)

RECORD_TYPES = Schema(
    MappingProxyType({described.name: described for described in map(describe, _CLASSES)})
)
"""The record types that come with peercomply: the schema of a pack that adds nothing."""
