"""Record types of the area participation: stakeholders, partners, committees and meetings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from peercomply.records.enumerations import (
    ADVISORY_GROUPS,
    BODIES,
    REFERENCE_GROUP_BACKGROUNDS,
    REPRESENTATIVE_RESOURCES_PROVIDED,
    STAKEHOLDER_ENGAGEMENT_METHODS,
    slugs,
    union,
)
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
    ref_set,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class Stakeholder:
    """One identified stakeholder with its engagement strategy."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="stakeholder",
        title="One identified stakeholder with its engagement strategy",
        area="participation",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the stakeholder.", INTERNAL)
    program_id: str | None = ref("program", "Program that it matters to.", INTERNAL)
    name: str | None = free_text("Name of the body or person.", PERSONAL)
    group: str | None = enum(BODIES, "Group to which it belongs.", INTERNAL)
    is_key: bool | None = boolean("It is a key stakeholder.", INTERNAL)
    stance: str | None = enum(
        slugs("supports tolerates undermines unknown"), "Stance towards the program.", INTERNAL
    )
    strategy: str | None = free_text(
        "Engagement strategy or its place; only its presence is judged.", INTERNAL
    )
    strategy_reviewed_on: date | None = day(
        "Day of the latest review of the strategy.", INTERNAL, event=True
    )
    risks_assessed_on: date | None = day(
        "Day on which risks to its support were assessed.", INTERNAL, event=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Engagement:
    """One dated contact with a stakeholder or another organisation."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="engagement",
        title="One dated contact with a stakeholder or another organisation",
        area="participation",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the contact.", INTERNAL)
    program_id: str | None = ref("program", "Program that made it.", INTERNAL)
    stakeholder_id: str | None = ref(
        "stakeholder", "With whom; its group says what kind of body.", INTERNAL
    )
    kind: str | None = enum(
        union(
            STAKEHOLDER_ENGAGEMENT_METHODS,
            slugs(
                "meeting consultation report_shared publication exchange_of_practice "
                "community_of_practice endorsement_request network other"
            ),
        ),
        "Kind of contact.",
        INTERNAL,
    )
    held_on: date | None = day("Day of the contact.", INTERNAL, event=True)
    topics: frozenset[str] | None = enum_set(
        slugs(
            "successes_and_findings program_overview results supporting_peer_workers "
            "workforce_development delivery_model best_practice new_developments research "
            "endorsement advocacy gaps_and_collaboration referral feedback other"
        ),
        "What it was about.",
        INTERNAL,
    )
    used_in: frozenset[str] | None = ref_set(
        ("review", "change"), "Reviews and changes that used the input.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Partnership:
    """One link or formal agreement with another organisation."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="partnership",
        title="One link or formal agreement with another organisation",
        area="participation",
        program=("program_id",),
        organisation=("organisation_id",),
        active="(missing(formalised_on) or formalised_on <= as_of) and (missing(expires_on) or expires_on >= as_of)",
        date_order=("formalised_on <= expires_on",),
    )

    id: str = key("Names the partnership.", INTERNAL)
    organisation_id: str | None = ref(
        "organisation", "Organisation, where the partnership is not of one program.", INTERNAL
    )
    program_id: str | None = ref(
        "program", "Program that it serves; missing for the whole organisation.", INTERNAL
    )
    partner_name: str | None = free_text("Name of the other organisation.", INTERNAL)
    partner_kind: str | None = enum(BODIES, "Kind of the other organisation.", INTERNAL)
    purposes: frozenset[str] | None = enum_set(
        slugs(
            "partnership_to_provide_ips partnership_for_workforce_strategies referral "
            "joint_delivery ward_based_support clinical_care case_management community_support "
            "training advocacy shared_resources other"
        ),
        "What it is for; the first two are items of definitions integration_options.",
        INTERNAL,
    )
    formalised_on: date | None = day(
        "Day of the formal agreement; missing for an informal link.", INTERNAL, event=True
    )
    expires_on: date | None = day(
        "Last day in force; missing when open ended.", INTERNAL, planned=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Committee:
    """One board, executive, management group, committee, team, advisory, reference or users' group."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="committee",
        title="One board, executive, management group, committee, team, advisory, reference or users' group",
        area="participation",
        program=("program_id",),
        organisation=("organisation_id",),
    )

    id: str = key("Names the committee.", INTERNAL)
    organisation_id: str | None = ref("organisation", "Organisation to which it belongs.", INTERNAL)
    program_id: str | None = ref(
        "program", "Program to which it belongs; missing for the whole organisation.", INTERNAL
    )
    name: str | None = free_text("Name of the committee.", INTERNAL)
    kind: str | None = enum(
        union(
            ADVISORY_GROUPS,
            slugs(
                "board executive management policy quality design curriculum advisory "
                "reference_group users_group clinical_team team network other"
            ),
        ),
        "Kind of body; board, executive and management are management structures.",
        INTERNAL,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Membership:
    """One seat on a committee."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="membership",
        title="One seat on a committee",
        area="participation",
        program=("committee_id.program_id",),
        organisation=("committee_id.organisation_id",),
        active="joined_on <= as_of and (missing(ended_on) or ended_on > as_of)",
        date_order=("joined_on <= ended_on",),
    )

    id: str = key("Names the seat of one person.", INTERNAL)
    committee_id: str = ref("committee", "Committee of the seat.", INTERNAL, required=True)
    worker_id: str | None = ref("worker", "Worker who holds it; missing for others.", INTERNAL)
    member_ref: str | None = free_text(
        "Pseudonym of the person, the same on each of the person's seats.", PERSONAL
    )
    background: str | None = enum(
        union(REFERENCE_GROUP_BACKGROUNDS, slugs("management community other")),
        "What the person is on the committee for.",
        SENSITIVE,
    )
    is_peer: bool | None = boolean("A peer holds the seat.", SENSITIVE)
    joined_on: date | None = day("First day on the committee.", INTERNAL, event=True)
    ended_on: date | None = day(
        "End of the seat; not active from this day.", INTERNAL, planned=True
    )
    role_description_on: date | None = day(
        "Day on which a role description was given.", INTERNAL, event=True
    )
    inducted_on: date | None = day("Day of the induction.", INTERNAL, event=True)
    support_person_id: str | None = ref("worker", "Who supports the member.", INTERNAL)
    paid: bool | None = boolean("Taking part is paid or happens in paid time.", PERSONAL)
    payment_declined: bool | None = boolean("The member chose not to be paid.", PERSONAL)
    costs_reimbursed: bool | None = boolean("Costs of taking part are met.", INTERNAL)
    resources_provided: frozenset[str] | None = enum_set(
        union(REPRESENTATIVE_RESOURCES_PROVIDED, slugs("printed_papers transport other")),
        "Resources that the member was given; none is the empty set.",
        INTERNAL,
    )
    resources_sufficient: bool | None = boolean(
        "The member confirmed that the resources suffice.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Meeting:
    """One dated meeting of a committee, team, users' group or network."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="meeting",
        title="One dated meeting of a committee, team, users' group or network",
        area="participation",
        program=(
            "program_id",
            "committee_id.program_id",
        ),
        organisation=("committee_id.organisation_id",),
        date_order=("papers_sent_on <= held_on",),
    )

    id: str = key("Names the meeting.", INTERNAL)
    committee_id: str | None = ref("committee", "Body that met.", INTERNAL)
    program_id: str | None = ref("program", "Program that the meeting concerns.", INTERNAL)
    kind: str | None = enum(
        slugs(
            "committee team multidisciplinary_team care_planning case_planning handover "
            "users_group_session peer_network curriculum planning other"
        ),
        "Kind of meeting; the first six but committee are team meetings.",
        INTERNAL,
    )
    held_on: date | None = day("Day of the meeting.", INTERNAL, event=True)
    attendee_ids: frozenset[str] | None = ref_set(
        ("worker", "participant", "membership"),
        "Who took part; representatives who are neither worker nor participant by their seat.",
        PERSONAL,
    )
    topics: frozenset[str] | None = enum_set(
        slugs(
            "power boundaries dual_relationships risk change_of_model service_design "
            "care_planning policy advocacy evaluation feedback curriculum planning budget "
            "incidents differing_views other"
        ),
        "What was discussed.",
        INTERNAL,
    )
    minutes: bool | None = boolean("Minutes were kept.", INTERNAL)
    papers_sent_on: date | None = day("Day on which the papers went out.", INTERNAL, event=True)

    __attrs_post_init__ = validate
