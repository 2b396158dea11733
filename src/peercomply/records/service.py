"""Record types of the area service: the organisation, its programs, the people who use them and what is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

import attrs

from peercomply.records.calendars import STATES
from peercomply.records.durations import Duration
from peercomply.records.enumerations import (
    ALL_PROGRAM_FORM,
    ALL_SETTINGS,
    BODIES,
    DELIVERY_MODELS,
    INTERNAL_REPORTS,
    NEEDS,
    PEER_APPROACHES,
    PEER_GUIDE_COMPONENTS,
    PEER_LED_SERVICES,
    PERSPECTIVES,
    SPECIALISATION_BY_EXPERIENCE,
    SPECIALISATION_BY_POPULATION,
    slugs,
    union,
)
from peercomply.records.fields import (
    INTERNAL,
    PERSONAL,
    PUBLIC,
    SENSITIVE,
    RecordInfo,
    boolean,
    day,
    enum,
    enum_set,
    free_text,
    key,
    mapping,
    moment,
    ref,
    ref_set,
    text_set,
    whole,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class Organisation:
    """Host body of one or more programs."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="organisation",
        title="Host body of one or more programs",
        area="service",
        core=True,
        organisation=("id",),
    )

    id: str = key("Names the organisation.", INTERNAL)
    name: str | None = free_text("Name of the organisation.", PUBLIC)
    sector: str | None = enum(
        slugs("public_health non_government peer_led private local_government university other"),
        "Kind of body.",
        PUBLIC,
    )
    mission: str | None = free_text("Mission statement.", PUBLIC)
    state: str | None = enum(
        STATES,
        "State or territory whose public holidays count for programs that name none.",
        PUBLIC,
    )
    values: frozenset[str] | None = text_set("Declared values.", PUBLIC)
    executive_committee_id: str | None = ref(
        "committee", "The committee that is the Executive.", INTERNAL
    )
    has_readiness_plan: bool | None = boolean(
        "A plan that prepares the workforce for peer workers exists.", INTERNAL
    )
    considers_ips: bool | None = boolean(
        "The organisation plans to adopt Intentional Peer Support.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Program:
    """One peer support program or service."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="program",
        title="One peer support program or service",
        area="service",
        core=True,
        program=("id",),
        organisation=("organisation_id",),
        active='(present(status) and status == "operating") or (missing(status) and started_on <= as_of and (missing(ended_on) or ended_on > as_of))',
        date_order=("started_on <= ended_on",),
    )

    id: str = key("Names the program.", INTERNAL)
    organisation_id: str | None = ref("organisation", "Host organisation.", INTERNAL)
    name: str | None = free_text("Name of the program.", PUBLIC)
    status: str | None = enum(
        slugs("planned operating paused closed"),
        "Stage of the program; operating rules judge operating programs only.",
        INTERNAL,
    )
    state: str | None = enum(
        STATES, "State or territory whose public holidays are no business days.", PUBLIC
    )
    started_on: date | None = day("First day of operation.", INTERNAL, event=True)
    ended_on: date | None = day("End of operation; closed from this day.", INTERNAL, planned=True)
    delivery_models: frozenset[str] | None = enum_set(
        union(DELIVERY_MODELS, slugs("other")), "How support is delivered.", PUBLIC
    )
    settings: frozenset[str] | None = enum_set(
        union(ALL_SETTINGS, slugs("other")),
        "Domains and industries in which the program works.",
        PUBLIC,
    )
    target_groups: frozenset[str] | None = enum_set(
        union(
            SPECIALISATION_BY_POPULATION,
            SPECIALISATION_BY_EXPERIENCE,
            slugs("people_with_mental_health_challenges families_and_carers other"),
        ),
        "Whom the program serves.",
        PUBLIC,
    )
    perspectives: frozenset[str] | None = enum_set(
        PERSPECTIVES, "Perspectives of lived experience that the program offers.", PUBLIC
    )
    peer_approach: str | None = enum(
        union(PEER_APPROACHES, slugs("other")), "Declared approach to peer support.", PUBLIC
    )
    form: frozenset[str] | None = enum_set(
        ALL_PROGRAM_FORM,
        "Form on the five dimensions relation, focus, structure, channel and participants; at least one item for each.",
        PUBLIC,
        csv="complementary_to_mainstream; support; structured; face_to_face; both",
    )
    peer_operated: bool | None = boolean("The program calls itself peer operated.", PUBLIC)
    hosted_by_mainstream: bool | None = boolean("A mainstream service hosts the program.", PUBLIC)
    shares_resources: bool | None = boolean(
        "Staff or resources are shared with other teams.", INTERNAL
    )
    manager_id: str | None = ref("worker", "Manager of the program.", INTERNAL)
    reporting_line: str | None = free_text("Role or unit to which the program reports.", INTERNAL)
    hours: Mapping[str, str] | None = mapping(
        slugs("daily weekdays weekends monday tuesday wednesday thursday friday saturday sunday"),
        "Declared opening hours by day.",
        PUBLIC,
        of="text",
        unit="local time of the program",
        csv="daily=17:00-08:00; an end at or before the start is on the next day; daily=00:00-24:00 is round the clock",
    )
    site_kind: str | None = enum(
        slugs("urban regional rural remote online mixed"), "Where the program sits.", PUBLIC
    )
    min_age: int | None = whole(
        "Lowest age at entry, where the program declares one.",
        PUBLIC,
        unit="years",
        minimum=0,
        maximum=120,
    )
    clinical_team: bool | None = boolean(
        "Peer workers belong to or work beside a multidisciplinary or clinical team.", INTERNAL
    )
    services_announced: frozenset[str] | None = enum_set(
        union(PEER_LED_SERVICES, slugs("round_the_clock_phone_line other")),
        "Services that the program announces in public.",
        PUBLIC,
    )
    min_participants: int | None = whole(
        "Number of participants below which the program does not justify itself.",
        INTERNAL,
        unit="participants in twelve months",
        minimum=0,
    )
    required_reports: Mapping[str, Duration] | None = mapping(
        union(INTERNAL_REPORTS, slugs("funder_report board_report other")),
        "Reports that the program owes, each with its interval.",
        INTERNAL,
        of="duration",
        csv="milestone_achievement=P1M; staff_performance=P6M",
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Participant:
    """One person who uses the service, by pseudonymous id."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="participant",
        title="One person who uses the service, by pseudonymous id",
        area="service",
        core=True,
        program=("program_id",),
        active="joined_on <= as_of and (missing(left_on) or left_on > as_of)",
        date_order=(
            "referred_on <= first_contact_on",
            "referred_on <= joined_on",
            "joined_on <= left_on",
            "joined_on <= goals_reviewed_on",
            "joined_on <= followed_up_on",
        ),
    )

    id: str = key("Pseudonymous id; never a name or a linkage key.", INTERNAL)
    program_id: str | None = ref(
        "program", "Program that the person uses; one record for each program.", INTERNAL
    )
    consumer_type: str | None = enum(
        slugs("consumer family_or_carer student caller group_member patient other"),
        "Type of consumer; consumer and peer are one group.",
        SENSITIVE,
    )
    population_groups: frozenset[str] | None = enum_set(
        union(SPECIALISATION_BY_POPULATION, slugs("other")),
        "Population groups to which the person belongs.",
        SENSITIVE,
    )
    age_at_entry: int | None = whole(
        "Age on joining; dates of birth are not kept.",
        PERSONAL,
        unit="years",
        minimum=0,
        maximum=120,
    )
    referred_on: date | None = day("Day of the referral into the program.", PERSONAL, event=True)
    first_contact_on: date | None = day("Day of the first contact.", PERSONAL, event=True)
    joined_on: date | None = day("Day on which the person joined.", PERSONAL, event=True)
    left_on: date | None = day(
        "Day on which the person left; not active from this day.", PERSONAL, event=True
    )
    goals: str | None = free_text(
        "The person's own goals; only their presence is judged.",
        SENSITIVE,
        csv="a mark such as recorded is enough",
    )
    goals_reviewed_on: date | None = day(
        "Last day on which the goals were reviewed with the person.", PERSONAL, event=True
    )
    role_explained_on: date | None = day(
        "Day on which the peer worker's role was explained.", PERSONAL, event=True
    )
    needs: frozenset[str] | None = enum_set(
        NEEDS, "Needs that appeared and call for a referral.", SENSITIVE
    )
    needs_recorded_on: date | None = day(
        "Day on which the needs were recorded.", PERSONAL, event=True
    )
    followed_up_on: date | None = day(
        "Last follow-up after the support ended.", PERSONAL, event=True
    )
    declined: frozenset[str] | None = enum_set(
        slugs("follow_up goals outcome_measurement community_contact referral other"),
        "What was offered and the person did not want.",
        SENSITIVE,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class ServiceEvent:
    """One delivered session, contact, group meeting, course or call."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="service_event",
        title="One delivered session, contact, group meeting, course or call",
        area="service",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the event.", INTERNAL)
    program_id: str | None = ref("program", "Program that delivered it.", INTERNAL)
    kind: str | None = enum(
        slugs(
            "individual_session group_meeting course call outreach respite_stay centre_program "
            "peer_mentoring activity recorded_break other"
        ),
        "Kind of event; recorded_break stands for a meeting that was left out on purpose.",
        INTERNAL,
    )
    held_on: date | None = day("Day of the event.", INTERNAL, event=True)
    channel: str | None = enum(
        slugs("face_to_face telephone video online text_message other"), "How people met.", INTERNAL
    )
    place: str | None = enum(
        slugs("ward centre community home other"), "Where the event took place.", INTERNAL
    )
    purposes: frozenset[str] | None = enum_set(
        union(
            PEER_GUIDE_COMPONENTS,
            slugs(
                "personal_goals family_and_friends everyday_tasks skills community_links "
                "rights_and_options advocacy social_support crisis_support other"
            ),
        ),
        "What the event was for.",
        INTERNAL,
    )
    participant_ids: frozenset[str] | None = ref_set(
        "participant", "Participants who took part.", PERSONAL
    )
    participant_count: int | None = whole(
        "Number of participants, also where they are not named.", INTERNAL, unit="people", minimum=0
    )
    worker_ids: frozenset[str] | None = ref_set("worker", "Workers who delivered it.", INTERNAL)
    facilitated_by_peers: bool | None = boolean(
        "Peers facilitated or delivered the event.", SENSITIVE
    )
    objective_id: str | None = ref("objective", "Objective that the event serves.", INTERNAL)
    within_role: bool | None = boolean(
        "The event lay within the worker's role and agreed hours.", PERSONAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Referral:
    """One participant referred in or out."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="referral",
        title="One participant referred in or out",
        area="service",
        program=("participant_id.program_id",),
        date_order=("made_on <= completed_on",),
    )

    id: str = key("Names the referral.", INTERNAL)
    participant_id: str = ref("participant", "Who was referred.", INTERNAL, required=True)
    direction: str | None = enum(
        slugs("inward outward"),
        "Into the program or out of it.",
        INTERNAL,
        csv="in and out are read as inward and outward",
    )
    to_or_from: str | None = enum(
        union(BODIES, slugs("self")), "Kind of body at the other end.", PERSONAL
    )
    reason: frozenset[str] | None = enum_set(
        NEEDS, "Needs for which the person was referred.", SENSITIVE
    )
    made_on: date | None = day("Day on which the referral was made.", PERSONAL, event=True)
    completed_on: date | None = day("Day on which the other side took it up.", PERSONAL, event=True)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Shift:
    """One rostered period of a phone line or respite."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="shift",
        title="One rostered period of a phone line or respite",
        area="service",
        program=("program_id",),
        date_order=("starts_at < ends_at",),
    )

    id: str = key("Names the shift.", INTERNAL)
    program_id: str | None = ref("program", "Program that is rostered.", INTERNAL)
    starts_at: datetime | date | None = moment(
        "Start of the shift.", INTERNAL, planned=True, unit="local time of the program"
    )
    ends_at: datetime | date | None = moment(
        "End of the shift; after midnight it carries the next day.",
        INTERNAL,
        planned=True,
        unit="local time of the program",
    )
    worker_ids: frozenset[str] | None = ref_set("worker", "Workers on the shift.", INTERNAL)
    on_call_supervisor_id: str | None = ref(
        "worker", "Supervisor who can be reached during the shift.", INTERNAL
    )

    __attrs_post_init__ = validate
