"""A folder of Parquet or CSV tables as a snapshot in Spark."""

from __future__ import annotations

import attrs
from pyspark.sql import SparkSession

from peercomply.engines.spark.lake import lake_of
from peercomply.engines.spark.sources import folder_sources
from peercomply.errors import did_you_mean
from peercomply.intake.names import plain, type_names
from peercomply.intake.places import Place, issue
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import Schema
from peercomply.records.provenance import DataIssue, Input
from peercomply.records.snapshot import Snapshot


def spark_folder(
    session: SparkSession, path: str, *, schema: Schema, breaches: str = ""
) -> Snapshot:
    """
    Return the records of the folder *path*, whose tables are named after record types.

    Args:
        session: The session of Spark.

        path: A folder that this process and the workers of the cluster see.

        schema: The record types that are read.

        breaches: As for `peercomply.spark_tables`.

    Raises:
        InputError: There is no such folder, no table of a record type in it, or one that cannot be
            read.
    """
    tables, others = folder_sources(path, schema)
    snapshot = lake_of(session, tables, schema=schema, breaches=breaches)
    whole = snapshot.provenance
    issues = [*whole.issues, *(_unknown(name, schema) for name in others)]
    unread = [
        Input(path=name, sha256=None, record_type=None, read=0, accepted=0, rejected=0)
        for name in others
    ]
    provenance = attrs.evolve(
        whole,
        issues=tuple(sorted(issues, key=lambda one: (one.file, one.column or "", one.message))),
        inputs=tuple(sorted([*whole.inputs, *unread], key=lambda one: one.path)),
    )
    return attrs.evolve(snapshot, provenance=provenance)


def _unknown(name: str, schema: Schema) -> DataIssue:
    message = "the file is not named after a record type; it was not read"
    hint = did_you_mean(plain(name.split(".", maxsplit=1)[0]), type_names(schema))
    place = Place(file=name, part=None, sha256=None, name=name)
    return issue(IssueCode.UNKNOWN_FILE, message, place=place, hint=hint)
