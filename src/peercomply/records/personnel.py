"""Record types of the area personnel: workers, their documents, supervision and training."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import attrs

from peercomply.records.enumerations import (
    ALL_VOLUNTEER_AGREEMENT_TERMS,
    CRITERIA,
    INTERNAL_SEARCH_TOPICS,
    IPS_TASKS,
    PEOPLE,
    PERSPECTIVES,
    READINESS_TRAINING_TOPICS,
    REQUIRED_POLICY_TOPICS,
    ROLE_TITLES,
    SPECIALISATION_BY_EXPERIENCE,
    SPECIALISATION_BY_POPULATION,
    TRAINING_MIX,
    WORKER_RISKS,
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
    decimal,
    enum,
    enum_set,
    free_text,
    key,
    ref,
    ref_set,
    text_set,
    whole,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class Worker:
    """One paid, volunteer or seconded person, peer or not."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="worker",
        title="One paid, volunteer or seconded person, peer or not",
        area="personnel",
        core=True,
        program=("program_id",),
        organisation=("organisation_id",),
        active="started_on <= as_of and (missing(ended_on) or ended_on > as_of)",
        date_order=(
            "started_on <= ended_on",
            "started_on <= contract_end_on",
        ),
    )

    id: str = key("Pseudonymous id; never a name.", INTERNAL)
    organisation_id: str | None = ref(
        "organisation", "Organisation that engages the person.", INTERNAL
    )
    program_id: str | None = ref(
        "program",
        "Program in which the person works; missing for the organisation at large.",
        INTERNAL,
    )
    position_id: str | None = ref("position", "Position that the person holds.", INTERNAL)
    engagement: str | None = enum(
        slugs("paid volunteer seconded contractor student other"),
        "How the person is engaged; casual work is paid.",
        INTERNAL,
    )
    is_peer: bool | None = boolean(
        "Works in a designated lived experience role; allies are not peers.", SENSITIVE
    )
    perspective: str | None = enum(
        PERSPECTIVES, "Perspective that informs the role; for designated roles only.", SENSITIVE
    )
    specialisations: frozenset[str] | None = enum_set(
        union(SPECIALISATION_BY_EXPERIENCE, SPECIALISATION_BY_POPULATION, slugs("other")),
        "Specialisations of the person; several may be held.",
        SENSITIVE,
    )
    frontline: bool | None = boolean("Works directly with participants.", INTERNAL)
    level: str | None = enum(
        slugs("front_line team_leader administration management executive board other"),
        "Level in the organisation; pay grades stand in position.grade.",
        INTERNAL,
    )
    location: str | None = free_text("Town or site of work, spelt the same for all.", PERSONAL)
    hours_per_week: Decimal | None = decimal(
        "Agreed weekly hours.", PERSONAL, unit="hours per week", minimum=0, maximum=168
    )
    hourly_rate: Decimal | None = decimal(
        "Rate of pay.", PERSONAL, unit="currency per hour", minimum=0
    )
    contract_end_on: date | None = day(
        "End of a fixed term contract; missing for open contracts.", INTERNAL, planned=True
    )
    flexible_hours: str | None = enum(
        slugs("agreed declined_by_worker under_discussion not_agreed"),
        "Result of the talk about flexible hours; declined_by_worker is the recorded choice against.",
        PERSONAL,
        csv="yes is read as agreed, no as not_agreed",
    )
    flexible_hours_decided_on: date | None = day(
        "Day on which the hours were discussed and settled.", INTERNAL, event=True
    )
    inexperienced: bool | None = boolean(
        "Little work experience or training; preparation comes before work with people.", PERSONAL
    )
    experienced_peer: bool | None = boolean(
        "Experienced peer worker who can supervise peers.", SENSITIVE
    )
    first_peer_position: bool | None = boolean(
        "This is the person's first peer position.", SENSITIVE
    )
    started_on: date | None = day("First day of the engagement.", INTERNAL, event=True)
    ended_on: date | None = day(
        "End of the engagement; not active from this day.", INTERNAL, planned=True
    )
    manager_id: str | None = ref(
        "worker", "Line manager; also read as the named supervisor.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Position:
    """One role in the establishment, filled or vacant."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="position",
        title="One role in the establishment, filled or vacant",
        area="personnel",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the position.", INTERNAL)
    program_id: str | None = ref("program", "Program to which it belongs.", INTERNAL)
    title: str | None = free_text(
        "Title in use; a peer title alone reveals lived experience.", SENSITIVE
    )
    title_class: str | None = enum(
        union(ROLE_TITLES, slugs("other")),
        "Common title that it corresponds to, for lived experience positions.",
        SENSITIVE,
    )
    designated: bool | None = boolean(
        "Lived experience is an essential criterion of the position.", SENSITIVE
    )
    discipline: str | None = enum(
        slugs(
            "lived_experience clinical allied_health casework community_support administration "
            "management education research other"
        ),
        "Discipline under which the position is classed.",
        SENSITIVE,
    )
    paid: bool | None = boolean("The position is paid.", INTERNAL)
    grade: int | None = whole(
        "Pay grade within the award, 1 the lowest.", INTERNAL, unit="pay grade", minimum=1
    )
    specialisations: frozenset[str] | None = enum_set(
        union(SPECIALISATION_BY_EXPERIENCE, SPECIALISATION_BY_POPULATION, slugs("other")),
        "Specialisations that the position asks for.",
        SENSITIVE,
    )
    pay_standard_rate: Decimal | None = decimal(
        "Rate of the pay standard that applies; missing when none is recorded.",
        INTERNAL,
        unit="currency per hour",
        minimum=0,
    )
    required_training: frozenset[str] | None = text_set(
        "Courses that the position requires, spelt as in training.course.",
        PERSONAL,
        csv="induction; certificate_iv_in_mental_health_peer_work",
    )
    recognised_qualifications: frozenset[str] | None = text_set(
        "Nationally recognised qualifications linked to the position, required or not.", PERSONAL
    )
    duties: frozenset[str] | None = enum_set(
        slugs(
            "direct_support specialist_support_in_specialist_setting group_facilitation "
            "supervision mentoring team_leading project_coordination manager director "
            "board_member research teaching policy_development advice project_work "
            "direct_advocacy public_speaking campaign_development lobbying administration other"
        ),
        "Main duties; the functions of definitions role_titles and ordinary others.",
        INTERNAL,
    )
    developed_with: frozenset[str] | None = enum_set(
        PEOPLE, "Groups that took part in developing the position.", INTERNAL
    )
    specialist_lead_ids: frozenset[str] | None = ref_set(
        "worker", "Workers with the specialisation who led its development.", SENSITIVE
    )
    vacant_since: date | None = day(
        "First day without a holder; missing while filled.", INTERNAL, event=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class PositionDescription:
    """One Position Description or Statement of Activity."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="position_description",
        title="One Position Description or Statement of Activity",
        area="personnel",
        core=True,
        program=("position_id.program_id",),
        active="approved_on <= as_of",
        unique=(
            (
                "position_id",
                "kind",
                "approved_on",
            ),
        ),
    )

    id: str = key("Names one version of the document.", INTERNAL)
    position_id: str = ref(
        "position",
        "Position that it describes; the latest approved version is in force.",
        INTERNAL,
        required=True,
    )
    kind: str | None = enum(
        slugs("position_description statement_of_activity other"),
        "Kind of role document.",
        INTERNAL,
    )
    approved_on: date | None = day("Day of approval; missing for a draft.", INTERNAL, event=True)
    last_reviewed_on: date | None = day("Day of the latest review.", INTERNAL, event=True)
    sections: frozenset[str] | None = enum_set(
        slugs(
            "purpose scope duties expectations hours flexibility not_expected boundaries "
            "distinction_from_other_roles criteria qualifications supervision reporting_line "
            "pay other"
        ),
        "What the document settles.",
        INTERNAL,
    )
    lived_experience_essential: bool | None = boolean(
        "Lived experience is an essential criterion.", SENSITIVE
    )
    other_criteria: frozenset[str] | None = enum_set(
        CRITERIA,
        "Kinds of criterion besides lived experience; the empty set is a finding, missing is unknown.",
        INTERNAL,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Agreement:
    """One signed Volunteer Agreement, performance agreement or code of conduct."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="agreement",
        title="One signed Volunteer Agreement, performance agreement or code of conduct",
        area="personnel",
        core=True,
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        active="signed_on <= as_of and (missing(expires_on) or expires_on >= as_of)",
        date_order=("signed_on <= expires_on",),
    )

    id: str = key("Names the agreement.", INTERNAL)
    worker_id: str = ref("worker", "Who signed it.", INTERNAL, required=True)
    kind: str | None = enum(
        slugs(
            "volunteer_agreement performance_agreement standards_of_behaviour "
            "confidentiality_agreement supervision_agreement employment_contract other"
        ),
        "Kind of agreement; a code of conduct is standards_of_behaviour.",
        INTERNAL,
    )
    signed_on: date | None = day("Day of signature; missing while unsigned.", INTERNAL, event=True)
    expires_on: date | None = day(
        "Last day in force; missing when open ended.", INTERNAL, planned=True
    )
    terms: frozenset[str] | None = enum_set(
        union(
            ALL_VOLUNTEER_AGREEMENT_TERMS, slugs("confidentiality hours expenses insurance other")
        ),
        "Matters that it settles.",
        INTERNAL,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Acknowledgement:
    """One worker's confirmation of having read and understood a document or a change."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="acknowledgement",
        title="One worker's confirmation of having read and understood a document or a change",
        area="personnel",
        core=True,
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        unique=(
            (
                "worker_id",
                "document_kind",
                "document_id",
                "acknowledged_on",
            ),
        ),
    )

    id: str = key("Names the confirmation.", INTERNAL)
    worker_id: str = ref("worker", "Who confirmed.", INTERNAL, required=True)
    document_id: str = ref(
        ("policy", "position_description", "agreement", "change"),
        "What was confirmed; one version of a document.",
        INTERNAL,
        required=True,
        by="document_kind",
    )
    document_kind: str | None = enum(
        slugs("policy position_description agreement change"),
        "Record type of the document; missing means that all four are looked up.",
        INTERNAL,
    )
    acknowledged_on: date | None = day("Day of the confirmation.", INTERNAL, event=True)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Supervision:
    """One supervision session or management contact of a worker."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="supervision",
        title="One supervision session or management contact of a worker",
        area="personnel",
        core=True,
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        unique=(
            (
                "worker_id",
                "held_on",
                "kind",
                "format",
                "supervisor_id",
            ),
        ),
    )

    id: str = key("Names the session; a group session has one record for each worker.", INTERNAL)
    worker_id: str = ref("worker", "Who was supervised.", INTERNAL, required=True)
    supervisor_id: str | None = ref(
        "worker", "Who supervised; missing for a supervisor from outside.", INTERNAL
    )
    kind: str | None = enum(
        slugs(
            "line peer co_supervision co_reflection professional management_contact "
            "support_contact other"
        ),
        "Kind of session; the two contacts are not supervision.",
        PERSONAL,
    )
    format: str | None = enum(slugs("individual group other"), "Alone or in a group.", INTERNAL)
    peer_led: bool | None = boolean("A person who has worked as a peer led it.", SENSITIVE)
    external: bool | None = boolean("Somebody from outside the organisation gave it.", INTERNAL)
    held_on: date | None = day(
        "Day of the session; a later day than as_of is a plan.", INTERNAL, event=True
    )
    topics: frozenset[str] | None = enum_set(
        union(
            IPS_TASKS,
            WORKER_RISKS,
            slugs(
                "boundaries power dual_relationships conflict_of_roles self_disclosure "
                "personal_stories integrity_of_peer_work risk incident well_being workload "
                "performance training other"
            ),
        ),
        "Agreed topics; notes are never read.",
        SENSITIVE,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Training:
    """One training or development activity of a worker."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="training",
        title="One training or development activity of a worker",
        area="personnel",
        core=True,
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        active="completed_on <= as_of and (missing(expires_on) or expires_on >= as_of)",
        date_order=(
            "started_on <= completed_on",
            "completed_on <= expires_on",
        ),
        unique=(
            (
                "worker_id",
                "course",
                "started_on",
                "completed_on",
            ),
        ),
    )

    id: str = key("Names the activity of one worker.", INTERNAL)
    worker_id: str = ref("worker", "Who takes part.", INTERNAL, required=True)
    course: str | None = free_text(
        "Course or activity, spelt as in position.required_training.", PERSONAL
    )
    kind: frozenset[str] | None = enum_set(
        union(
            TRAINING_MIX,
            slugs(
                "induction introductory peer_specific readiness role_specific mandatory "
                "document_update other"
            ),
        ),
        "Kinds that it counts as; a course is often several.",
        PERSONAL,
        csv="formal_training; peer_specific",
    )
    topics: frozenset[str] | None = enum_set(
        union(
            READINESS_TRAINING_TOPICS,
            REQUIRED_POLICY_TOPICS,
            slugs(
                "negotiating_boundaries trauma_informed_practice intentional_peer_support recovery "
                "results_of_peer_support supervision_skills group_facilitation "
                "mental_health_first_aid other"
            ),
        ),
        "What was taught; policy topics count as training in that policy.",
        PERSONAL,
    )
    provider: str | None = free_text("Who gave it.", INTERNAL)
    peer_led: bool | None = boolean("Peers led it.", INTERNAL)
    accredited: bool | None = boolean(
        "It leads to a nationally recognised qualification.", INTERNAL
    )
    started_on: date | None = day(
        "First day; without completed_on the activity is in progress.", INTERNAL, event=True
    )
    completed_on: date | None = day("Day of completion.", INTERNAL, event=True)
    expires_on: date | None = day(
        "Last day on which it counts; missing when it does not expire.", INTERNAL, planned=True
    )
    hours: Decimal | None = decimal("Length of the activity.", INTERNAL, unit="hours", minimum=0)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class DevelopmentPlan:
    """One individual review of training needs, goals and motivations."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="development_plan",
        title="One individual review of training needs, goals and motivations",
        area="personnel",
        core=True,
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
    )

    id: str = key("Names the review; the latest counts.", INTERNAL)
    worker_id: str = ref("worker", "Whose needs were reviewed.", INTERNAL, required=True)
    reviewed_on: date | None = day("Day of the review.", INTERNAL, event=True)
    training_needs: frozenset[str] | None = text_set(
        "Courses and topics considered, spelt as in training.course; none is the empty set.",
        PERSONAL,
    )
    career_goals: str | None = free_text("Career goals; only their presence is judged.", PERSONAL)
    personal_goals: str | None = free_text(
        "Personal goals; only their presence is judged.",
        SENSITIVE,
        csv="a mark such as recorded is enough",
    )
    motivations: str | None = free_text(
        "Why the person works or volunteers here; only the presence is judged.",
        SENSITIVE,
        csv="a mark such as recorded is enough",
    )
    supports_agreed: str | None = free_text(
        "Support agreed for goals and motivations; only the presence is judged.",
        SENSITIVE,
        csv="a mark such as recorded is enough",
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class WellnessOffer:
    """One offer of a workplace wellness plan to a worker."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="wellness_offer",
        title="One offer of a workplace wellness plan to a worker",
        area="personnel",
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
    )

    id: str = key("Names the offer.", INTERNAL)
    worker_id: str = ref("worker", "To whom it was offered.", INTERNAL, required=True)
    offered_on: date | None = day("Day of the offer.", PERSONAL, event=True)
    optional: bool | None = boolean("Taking it up was a free choice.", INTERNAL)
    accepted: bool | None = boolean("The worker took it up.", SENSITIVE)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Recruitment:
    """One filling of a position."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="recruitment",
        title="One filling of a position",
        area="personnel",
        program=("position_id.program_id",),
        open="(missing(appointed_on) or appointed_on > as_of) and (missing(closed_on) or closed_on > as_of)",
        date_order=(
            "advertised_on <= appointed_on",
            "advertised_on <= closed_on",
        ),
    )

    id: str = key("Names the recruitment.", INTERNAL)
    position_id: str = ref("position", "Position to be filled.", INTERNAL, required=True)
    internal_search_on: date | None = day(
        "Day on which existing staff and volunteers were asked.", INTERNAL, event=True
    )
    internal_search_topics: frozenset[str] | None = enum_set(
        union(INTERNAL_SEARCH_TOPICS, slugs("other")), "What they were asked about.", INTERNAL
    )
    advertised_on: date | None = day(
        "Day of the first outside advertisement; missing when filled inside.", INTERNAL, event=True
    )
    criteria: frozenset[str] | None = enum_set(
        CRITERIA, "Kinds of criterion used for selection.", SENSITIVE
    )
    guidance_used: frozenset[str] | None = enum_set(
        slugs("national_lived_experience_guide organisational_guide other"),
        "Guidance that the recruitment followed.",
        SENSITIVE,
    )
    appointed_on: date | None = day("Day of the appointment.", INTERNAL, event=True)
    closed_on: date | None = day(
        "Day on which it ended, also without an appointment.", INTERNAL, event=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Separation:
    """One end of a worker's engagement."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="separation",
        title="One end of a worker's engagement",
        area="personnel",
        program=("worker_id.program_id",),
        organisation=("worker_id.organisation_id",),
        date_order=("decided_on <= left_on",),
        unique=(
            (
                "worker_id",
                "left_on",
            ),
        ),
    )

    id: str = key("Names the separation.", INTERNAL)
    worker_id: str = ref("worker", "Who leaves.", INTERNAL, required=True)
    kind: str | None = enum(
        slugs("resignation termination end_of_contract retirement redundancy transfer death other"),
        "How the engagement ends.",
        PERSONAL,
    )
    decided_on: date | None = day("Day of the decision or notice.", PERSONAL, event=True)
    left_on: date | None = day("Last day of work.", INTERNAL, planned=True)
    reason: str | None = free_text("Reason; only its presence is judged.", SENSITIVE)
    role_document_id: str | None = ref(
        "position_description", "Role document to which the reason refers.", INTERNAL
    )
    alternative_considered_on: date | None = day(
        "Day on which another role was considered.", INTERNAL, event=True
    )
    handover_on: date | None = day("Day on which the handover was completed.", INTERNAL, event=True)

    __attrs_post_init__ = validate
