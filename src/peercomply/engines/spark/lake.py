"""Tables of Spark as a snapshot, whose records stay where they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

import attrs
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as spark

from peercomply.engines.spark.account import Account, accounts
from peercomply.engines.spark.cells import no_cells
from peercomply.engines.spark.database import SparkDatabase
from peercomply.engines.spark.given import Given
from peercomply.engines.spark.made import RecordMaker, reason
from peercomply.engines.spark.session import own_session, reading
from peercomply.engines.spark.sources import Source, frame_of, label_of
from peercomply.engines.sql.tables import Tables, extra
from peercomply.errors import InputError, did_you_mean
from peercomply.records.model import Record, Schema
from peercomply.records.provenance import Doubt, Location
from peercomply.records.snapshot import Provenance, Snapshot


def lake_of(
    session: SparkSession,
    tables: Mapping[str, Source],
    *,
    schema: Schema,
    breaches: str = "",
) -> Snapshot:
    """
    Return the records of *tables*, which stay in Spark: see `peercomply.spark_tables`.

    Raises:
        InputError: A name is that of no record type, or a table cannot be read.
    """
    for name in tables:
        if name not in schema:
            hint = did_you_mean(name, schema)
            raise InputError(name, "is no record type", expected="a name such as worker", hint=hint)
    own = own_session(session)
    given = []
    with reading():
        for name, source in sorted(tables.items()):
            moved = _moved(session, own, frame_of(session, name, source))
            given.append(Given.of(schema[name], label_of(name, source), moved))
        held = {one.record_type.name: one for one in accounts(given)}
    lake = Lake(own, schema, held, breaches)
    records = {name: _Records(lake, name) for name in sorted(lake.supplied)}
    return Snapshot(MappingProxyType(records), lake.supplied, lake.provenance(), schema, lake)


def _moved(session: SparkSession, own: SparkSession, frame: DataFrame) -> DataFrame:
    """Return *frame* in the session *own*; moments with a zone become local times of *session*."""
    zoned = [
        field.name for field in frame.schema.fields if field.dataType.typeName() == "timestamp"
    ]
    plain = frame.toDF(*(f"c{place}" for place, _ in enumerate(frame.columns)))
    for place, name in enumerate(frame.columns):
        if name in zoned:
            plain = plain.withColumn(f"c{place}", spark.col(f"c{place}").cast("timestamp_ntz"))
    view = f"peercomply_{next(_NUMBERS)}"
    plain.createOrReplaceGlobalTempView(view)
    moved = own.table(f"global_temp.{view}")
    session.catalog.dropGlobalTempView(view)
    return moved.toDF(*frame.columns)


_NUMBERS = itertools.count()


@attrs.frozen
class Lake:
    """
    Records in tables of Spark.

    Attributes:
        session: The session in which they are judged.

        schema: The record types that there are.

        accounts: What became of the rows of each table, by record type.

        breaches: Folder into which the cluster writes breaches; empty for none.
    """

    session: SparkSession = attrs.field(repr=False)
    schema: Schema = attrs.field(repr=False)
    accounts: Mapping[str, Account] = attrs.field(repr=False)
    breaches: str = ""

    @property
    def supplied(self) -> frozenset[str]:
        """Names of the record types that were supplied."""
        return frozenset(name for name, one in self.accounts.items() if not one.given.missing)

    def provenance(self) -> Provenance:
        """Return what became of the tables."""
        every = list(self.accounts.values())
        return Provenance(
            doubts=_Doubts(self),
            origins=Origins({name: one.given.label for name, one in self.accounts.items()}),
            headings={
                (one.given.label, one.record_type.name, column.target.field): column.heading
                for one in reversed(every)
                for column in reversed(one.given.headings.columns)
            },
            issues=tuple(issue for one in every for issue in one.issues),
            inputs=tuple(one.input for one in every),
            rejected={one.record_type.name: one.rejected for one in every if one.rejected},
        )

    def tables(
        self, database: SparkDatabase, schema: Schema, fields: Mapping[str, Iterable[str]]
    ) -> Tables:
        """Return the tables with the *fields* of each record type that are asked for."""
        doubtful: set[tuple[str, str]] = set()
        business: set[tuple[str, str]] = set()
        for name, names in fields.items():
            account = self.accounts.get(name)
            asked = sorted({"id", *names})
            if account is None or name not in self.supplied:
                columns = [
                    value.alias(own)
                    for one in asked
                    for own, value in no_cells(schema[name].fields[one]).items()
                ]
                empty = self.session.range(0).select(*columns)
                database.known[name] = (0, dict.fromkeys(empty.columns, 0))
                database.base(name, empty)
                continue
            required = account.given.required
            database.base(name, account.select(schema[name], sorted({*asked, *required})))
            doubtful |= {(name, one) for one in asked if account.doubts(one)}
            business |= {(name, one) for one in asked if one in account.business}
        return Tables(
            database,
            schema,
            self.supplied,
            ambiguous=frozenset(),
            doubtful=frozenset(doubtful),
            business=frozenset(business),
        )

    def later(
        self, record_type: str, fields: Iterable[str], day: date
    ) -> dict[str, tuple[int, str]]:
        """Return for each of *fields* how many records hold a later day, and the first key."""
        account = self.accounts[record_type]
        names = [name for name in fields if name in account.given.columns]
        if not names:
            return {}
        late = [spark.col(f"`{name}`").cast("date") > spark.lit(day) for name in names]
        row = account.given.frame.agg(
            spark.array(*(spark.count(spark.when(one, spark.lit(1))) for one in late)),
            spark.array(*(spark.min(spark.when(one, spark.col("id"))) for one in late)),
        ).collect()[0]
        return {
            name: (count, key or "") for name, count, key in zip(names, row[0], row[1], strict=True)
        }

    def texts(self, record_type: str, field: str, keys: Iterable[str]) -> dict[str, str | None]:
        """Return what the records *keys* hold in a *field* that holds a key or a text."""
        account = self.accounts[record_type]
        if field not in account.given.columns:
            return dict.fromkeys(keys)
        asked = self.session.createDataFrame([(key,) for key in keys], "id string")
        found = account.given.frame.join(asked, "id", "left_semi").select("id", f"`{field}`")
        return dict(tuple(row) for row in found.collect())

    def doubts(self, name: str, field: str) -> dict[str, Doubt]:
        """Return the doubt of each record of a type whose *field* is unreadable."""
        account = self.accounts[name]
        flag = f"`{extra(field, 'unreadable')}`"
        rows = account.select(account.record_type, ["id", field]).where(flag).select("id").collect()
        doubt = Doubt(reason(name, field, unsure=field in account.given.unsure))
        return {key: doubt for (key,) in sorted(rows)}

    def records(self, name: str, keys: Iterable[str] | None = None) -> list[Record]:
        """Return the records of a type, or those with *keys*, in the order of their keys."""
        account = self.accounts[name]
        record_type = self.schema[name]
        frame = account.select(record_type, list(record_type.fields))
        if keys is not None:
            frame = frame.where(spark.col("id").isin(*keys))
        maker = RecordMaker(record_type, tuple(record_type.fields))
        return sorted(map(maker.record, frame.collect()), key=lambda one: one.id)


class _Records(Mapping[str, Record]):
    """The records of one type by key; each is fetched when somebody asks for it."""

    def __init__(self, lake: Lake, name: str) -> None:
        self._lake = lake
        self._name = name
        self._known: dict[str, Record] = {}

    def __getitem__(self, key: str) -> Record:
        if key not in self._known:
            found = self._lake.records(self._name, [key])
            if not found:
                raise KeyError(key)
            self._known[key] = found[0]
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        if len(self._known) < len(self):
            self._known = {one.id: one for one in self._lake.records(self._name)}
        return iter(sorted(self._known))

    def __len__(self) -> int:
        return self._lake.accounts[self._name].size


class _Doubts(Mapping[tuple[str, str], Mapping[str, Doubt]]):
    """The doubtful cells, fetched field by field when somebody asks for them."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._known: dict[tuple[str, str], Mapping[str, Doubt]] = {}

    def __getitem__(self, cell: tuple[str, str]) -> Mapping[str, Doubt]:
        name, field = cell
        if name not in self._lake.supplied or not self._lake.accounts[name].doubts(field):
            raise KeyError(cell)
        if cell not in self._known:
            self._known[cell] = self._lake.doubts(name, field)
        return self._known[cell]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for name in sorted(self._lake.supplied):
            account = self._lake.accounts[name]
            yield from ((name, one) for one in account.record_type.fields if account.doubts(one))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Origins(Mapping[tuple[str, str], Location]):
    """Where records stand: in the table of their type, whose rows have no numbers."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def __getitem__(self, key: tuple[str, str]) -> Location:
        return Location(self._labels[key[0]])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return 0
