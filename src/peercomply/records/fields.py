"""How a field of a record type is described: its type, unit, meaning, references and privacy."""

from __future__ import annotations

import enum as enums
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

_KEY = "peercomply"


class Privacy(enums.IntEnum):
    """Who may see a value, from the most open class to the most closed one."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    SENSITIVE = 3

    def __str__(self) -> str:
        """Return the name as people write it."""
        return self.name.lower()


PUBLIC = Privacy.PUBLIC
INTERNAL = Privacy.INTERNAL
PERSONAL = Privacy.PERSONAL
SENSITIVE = Privacy.SENSITIVE


class FieldType(enums.Enum):
    """What a field holds. See the data dictionary for how each is written in a cell."""

    KEY = "key"
    REF = "ref"
    TEXT = "text"
    DURATION = "duration"
    ENUM = "enum"
    DATE = "date"
    DATETIME = "datetime"
    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    SET = "set"
    MAPPING = "mapping"


@attrs.frozen(kw_only=True)
class FieldInfo:
    """
    The one description of a field, from which tables, checks, mapping and documents are made.

    Attributes:
        name: Name of the field; empty until the record type is described.

        type: What the field holds.

        of: What a set or the values of a mapping hold; None for other types.

        to: Record types that a reference may name; empty for other types.

        by: Field that says which of several record types a reference names.

        values: Slugs of an enumeration or keys of a mapping; empty where any text will do.

        meaning: What the value says, for the data dictionary.

        privacy: Who may see the value.

        required: A row without the value is rejected.

        event: The date says that something happened, so a day after the check does not count.

        planned: The date may lie ahead.

        unit: Unit of a number, or the clock of a date-time.

        minimum: Smallest number that is possible.

        maximum: Largest number that is possible.

        csv: How a cell is written where the type does not say it already.
    """

    type: FieldType
    meaning: str
    privacy: Privacy
    name: str = ""
    of: FieldType | None = None
    to: tuple[str, ...] = ()
    by: str | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    event: bool = False
    planned: bool = False
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    csv: str | None = None

    @property
    def item(self) -> FieldType:
        """Type of one value: what a set holds, otherwise the type itself."""
        return self.of if self.type is FieldType.SET and self.of is not None else self.type

    @property
    def shown(self) -> bool:
        """Whether a value may stand beside a record key; free text and people's data may not."""
        if self.privacy is Privacy.PUBLIC:
            return True
        return self.privacy is Privacy.INTERNAL and FieldType.TEXT not in (self.type, self.of)


@attrs.frozen(kw_only=True)
class RecordInfo:
    """
    What is known of a record type besides its fields.

    Attributes:
        name: Name in rules, files and reports.

        title: One record in words.

        area: Area of the record model, which is also its module.

        core: Most rules cannot run without it.

        program: Paths that lead to the program of a record; the first one with a value counts.

        organisation: Paths that lead to the organisation where `program` leads to nothing.

        active: Named expression `active` of the record type, in the language of the rules.

        open: Named expression `open` of the record type.

        date_order: Pairs of dates that must hold where both are present, as "a <= b".

        unique: Sets of fields that name one record besides its key.
    """

    name: str
    title: str
    area: str
    core: bool = False
    program: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    active: str | None = None
    open: str | None = None
    date_order: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()


def field_info(found: attrs.Attribute[Any]) -> FieldInfo:
    """Return the description of the attribute *found* of a record class, with its name."""
    info: FieldInfo = found.metadata[_KEY]
    return attrs.evolve(info, name=found.name)


def attribute(info: FieldInfo) -> Any:
    """Return the attribute of a record class that *info* describes."""
    return attrs.field(
        default=attrs.NOTHING if info.required else None,
        metadata={_KEY: info},
        converter=_as_set if info.type is FieldType.SET else None,
        repr=info.shown,
    )


def _as_set(value: Any) -> Any:
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return frozenset(value)
    return value


def _names(to: str | tuple[str, ...]) -> tuple[str, ...]:
    return (to,) if isinstance(to, str) else to


def key(meaning: str, privacy: Privacy) -> Any:
    """Describe the key of a record: text that names it within its type, case sensitive."""
    info = FieldInfo(type=FieldType.KEY, meaning=meaning, privacy=privacy, required=True)
    return attribute(info)


def ref(
    to: str | tuple[str, ...],
    meaning: str,
    privacy: Privacy,
    *,
    by: str | None = None,
    required: bool = False,
) -> Any:
    """Describe the key of a record of one of the types *to*."""
    info = FieldInfo(
        type=FieldType.REF,
        to=_names(to),
        by=by,
        meaning=meaning,
        privacy=privacy,
        required=required,
    )
    return attribute(info)


def free_text(
    meaning: str, privacy: Privacy, *, required: bool = False, csv: str | None = None
) -> Any:
    """Describe free text."""
    info = FieldInfo(
        type=FieldType.TEXT, meaning=meaning, privacy=privacy, required=required, csv=csv
    )
    return attribute(info)


def duration(meaning: str, privacy: Privacy, *, csv: str | None = None) -> Any:
    """Describe an ISO 8601 duration."""
    return attribute(FieldInfo(type=FieldType.DURATION, meaning=meaning, privacy=privacy, csv=csv))


def enum(values: tuple[str, ...], meaning: str, privacy: Privacy, *, csv: str | None = None) -> Any:
    """Describe one slug of *values*."""
    info = FieldInfo(type=FieldType.ENUM, values=values, meaning=meaning, privacy=privacy, csv=csv)
    return attribute(info)


def day(meaning: str, privacy: Privacy, *, event: bool = False, planned: bool = False) -> Any:
    """Describe a calendar day at the place of work."""
    info = FieldInfo(
        type=FieldType.DATE, meaning=meaning, privacy=privacy, event=event, planned=planned
    )
    return attribute(info)


def moment(
    meaning: str,
    privacy: Privacy,
    *,
    unit: str,
    event: bool = False,
    planned: bool = False,
    csv: str | None = None,
) -> Any:
    """Describe a day and local time of the program; a day alone is accepted."""
    info = FieldInfo(
        type=FieldType.DATETIME,
        meaning=meaning,
        privacy=privacy,
        event=event,
        planned=planned,
        unit=unit,
        csv=csv,
    )
    return attribute(info)


def boolean(meaning: str, privacy: Privacy) -> Any:
    """Describe yes or no."""
    return attribute(FieldInfo(type=FieldType.BOOL, meaning=meaning, privacy=privacy))


def whole(
    meaning: str,
    privacy: Privacy,
    *,
    unit: str,
    minimum: int | None = None,
    maximum: int | None = None,
) -> Any:
    """Describe a whole number."""
    info = FieldInfo(
        type=FieldType.INT,
        meaning=meaning,
        privacy=privacy,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
    )
    return attribute(info)


def decimal(
    meaning: str,
    privacy: Privacy,
    *,
    unit: str,
    minimum: int | None = None,
    maximum: int | None = None,
) -> Any:
    """Describe an exact decimal number."""
    info = FieldInfo(
        type=FieldType.DECIMAL,
        meaning=meaning,
        privacy=privacy,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
    )
    return attribute(info)


def enum_set(
    values: tuple[str, ...], meaning: str, privacy: Privacy, *, csv: str | None = None
) -> Any:
    """Describe a set of slugs of *values*."""
    info = FieldInfo(
        type=FieldType.SET,
        of=FieldType.ENUM,
        values=values,
        meaning=meaning,
        privacy=privacy,
        csv=csv,
    )
    return attribute(info)


def ref_set(to: str | tuple[str, ...], meaning: str, privacy: Privacy) -> Any:
    """Describe a set of keys of records of the types *to*."""
    info = FieldInfo(
        type=FieldType.SET, of=FieldType.REF, to=_names(to), meaning=meaning, privacy=privacy
    )
    return attribute(info)


def text_set(meaning: str, privacy: Privacy, *, csv: str | None = None) -> Any:
    """Describe a set of short texts."""
    info = FieldInfo(
        type=FieldType.SET, of=FieldType.TEXT, meaning=meaning, privacy=privacy, csv=csv
    )
    return attribute(info)


def mapping(
    keys: tuple[str, ...],
    meaning: str,
    privacy: Privacy,
    *,
    of: str,
    unit: str | None = None,
    minimum: int | None = None,
    csv: str | None = None,
) -> Any:
    """Describe pairs of one of *keys* and a value of the type *of*."""
    info = FieldInfo(
        type=FieldType.MAPPING,
        of=FieldType(of),
        values=keys,
        meaning=meaning,
        privacy=privacy,
        unit=unit,
        minimum=minimum,
        csv=csv,
    )
    return attribute(info)
