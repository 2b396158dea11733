"""Record types of the area practice: matches, declared relationships and consents of peer work."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from peercomply.records.enumerations import DUAL_RELATIONSHIP_KINDS, slugs, union
from peercomply.records.fields import (
    INTERNAL,
    PERSONAL,
    SENSITIVE,
    RecordInfo,
    boolean,
    day,
    enum,
    enum_set,
    free_text,
    key,
    ref,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class Match:
    """One peer worker paired with a participant."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="match",
        title="One peer worker paired with a participant",
        area="practice",
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        active="matched_on <= as_of and (missing(ended_on) or ended_on > as_of)",
        date_order=("matched_on <= ended_on",),
        unique=(
            (
                "worker_id",
                "participant_id",
                "matched_on",
            ),
        ),
    )

    id: str = key("Names the match.", INTERNAL)
    worker_id: str = ref("worker", "Peer worker of the match.", INTERNAL, required=True)
    participant_id: str = ref("participant", "Participant of the match.", INTERNAL, required=True)
    matched_on: date | None = day("First day of the match.", PERSONAL, event=True)
    ended_on: date | None = day(
        "End of the match; not active from this day.", PERSONAL, planned=True
    )
    prior_relationship: bool | None = boolean(
        "The two knew each other before; missing means that it was not asked.", SENSITIVE
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class RelationshipDeclaration:
    """One declared dual relationship or conflict of roles of a worker."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="relationship_declaration",
        title="One declared dual relationship or conflict of roles of a worker",
        area="practice",
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        active='kind != "none" and declared_on <= as_of and (missing(ended_on) or ended_on > as_of)',
        date_order=(
            "declared_on <= plan_agreed_on",
            "declared_on <= last_reviewed_on",
            "declared_on <= ended_on",
        ),
    )

    id: str = key("Names the declaration.", INTERNAL)
    worker_id: str = ref("worker", "Who declared.", INTERNAL, required=True)
    match_id: str | None = ref(
        "match", "Match that the declaration concerns, where there is one.", INTERNAL
    )
    kind: str | None = enum(
        union(DUAL_RELATIONSHIP_KINDS, slugs("none other")),
        "What was declared; none records that the question was asked.",
        SENSITIVE,
    )
    declared_on: date | None = day(
        "Day of the declaration or of the answer none.", PERSONAL, event=True
    )
    plan_agreed_on: date | None = day(
        "Day on which a plan or decision was agreed.", PERSONAL, event=True
    )
    last_reviewed_on: date | None = day("Day of the latest review.", PERSONAL, event=True)
    ended_on: date | None = day(
        "End of the relationship; not active from this day.", PERSONAL, planned=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Consent:
    """One person's dated permission to disclose, tell or share something."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="consent",
        title="One person's dated permission to disclose, tell or share something",
        area="practice",
        program=("person_id.program_id",),
        active="given_on <= as_of and (missing(withdrawn_on) or withdrawn_on > as_of) and (missing(expires_on) or expires_on >= as_of)",
        date_order=(
            "given_on <= withdrawn_on",
            "given_on <= expires_on",
        ),
    )

    id: str = key("Names the consent.", INTERNAL)
    person_kind: str | None = enum(
        slugs("worker participant"), "Record type of the person.", INTERNAL
    )
    person_id: str = ref(
        ("worker", "participant"),
        "Whose permission it is.",
        INTERNAL,
        required=True,
        by="person_kind",
    )
    subject: str | None = enum(
        slugs(
            "personal_story disclosure_of_peer_status access_of_peers_to_consumer_records "
            "passing_on_of_consumer_information outcome_measurement follow_up_contact "
            "image_or_recording other"
        ),
        "What is permitted.",
        SENSITIVE,
    )
    scope: str | None = free_text(
        "Extent of the permission; only its presence is judged.", SENSITIVE
    )
    audience: frozenset[str] | None = enum_set(
        slugs("own_team all_personnel participants partner_services funder public other"),
        "Who may learn of it.",
        SENSITIVE,
    )
    given_on: date | None = day(
        "Day on which it was given; missing when it was asked for and not given.",
        PERSONAL,
        event=True,
    )
    withdrawn_on: date | None = day("Day of withdrawal.", PERSONAL, event=True)
    expires_on: date | None = day("Last day on which it counts.", PERSONAL, planned=True)
    last_used_on: date | None = day(
        "Last day on which the thing was told, shown or shared.", PERSONAL, event=True
    )

    __attrs_post_init__ = validate
