"""Record types of the area evaluation: feedback, reviews, figures, money, self-assessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

import attrs

from peercomply.records.enumerations import (
    ALL_BUDGET_LINES,
    ALL_OUTCOME_DOMAINS,
    ALLIES_LEVELS,
    ANNUAL_REVIEW_INPUTS,
    CORE_STATISTICS,
    FUNDING_REQUEST_CONTENTS,
    INTEGRATION_TENSIONS,
    IPS_FEATURES,
    JOB_SATISFACTION_FACTORS,
    OBJECTIVE_REVIEW_INPUTS,
    OUTCOME_DOMAINS_SERVICE_USE,
    PEOPLE,
    RECOVERY_PILLARS,
    REVIEW_TOPICS,
    USER_BASED_ETHOS,
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
    mapping,
    ref,
    ref_set,
    text_set,
    whole,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class Feedback:
    """One item of feedback from a form, survey, session or conversation."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="feedback",
        title="One item of feedback from a form, survey, session or conversation",
        area="evaluation",
        core=True,
        program=("program_id",),
        date_order=(
            "offered_on <= given_on",
            "given_on <= reported_on",
            "given_on <= decided_on",
            "given_on <= answered_on",
        ),
    )

    id: str = key("Names the item.", INTERNAL)
    program_id: str | None = ref("program", "Program that it is about.", INTERNAL)
    source_kind: str | None = enum(PEOPLE, "Group to which the giver belongs.", PERSONAL)
    giver_ref: str | None = free_text(
        "Pseudonym of the giver, used only to tell givers apart; missing when anonymous.", PERSONAL
    )
    method: str | None = enum(
        slugs(
            "form survey session interview conversation workshop letter_or_email telephone other"
        ),
        "How it was received.",
        INTERNAL,
    )
    offered_on: date | None = day(
        "Day on which a form or survey was offered; given_on stays missing when none came back.",
        INTERNAL,
        event=True,
    )
    given_on: date | None = day("Day on which it was given.", INTERNAL, event=True)
    sentiment: str | None = enum(
        slugs("positive negative mixed neutral"), "Tone of the feedback.", SENSITIVE
    )
    themes: frozenset[str] | None = text_set(
        "Themes assigned on reading, each a short slug.",
        SENSITIVE,
        csv="privacy_and_dignity; hope; demand; training",
    )
    reported_on: date | None = day(
        "Day on which it was reported under the procedures.", INTERNAL, event=True
    )
    decision: str | None = free_text(
        "What was decided on it; only its presence is judged.", SENSITIVE
    )
    decided_on: date | None = day("Day of the decision.", INTERNAL, event=True)
    answer_requested: bool | None = boolean("The giver asked for an answer.", INTERNAL)
    answered_on: date | None = day("Day on which the giver was answered.", INTERNAL, event=True)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Review:
    """One completed review or assessment of a program, model, structure, liability, readiness or role."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="review",
        title="One completed review or assessment of a program, model, structure, liability, readiness or role",
        area="evaluation",
        core=True,
        program=("program_id",),
        organisation=("organisation_id",),
        date_order=("completed_on <= tabled_on",),
    )

    id: str = key("Names the review.", INTERNAL)
    organisation_id: str | None = ref(
        "organisation", "Organisation, where the review is not of one program.", INTERNAL
    )
    program_id: str | None = ref(
        "program", "Reviewed program; missing for the whole organisation.", INTERNAL
    )
    kind: str | None = enum(
        slugs(
            "annual_program objectives delivery_model structure liability readiness receptivity "
            "planning design preparation consultation evaluation qualitative_evaluation "
            "workforce_evaluation intervention_evaluation training_evaluation policy role "
            "curriculum site_comparison other"
        ),
        "What was reviewed; structure is the place in the hierarchy, receptivity that of managers.",
        INTERNAL,
    )
    completed_on: date | None = day("Day on which it was completed.", INTERNAL, event=True)
    inputs: frozenset[str] | None = enum_set(
        union(
            OBJECTIVE_REVIEW_INPUTS,
            ANNUAL_REVIEW_INPUTS,
            slugs(
                "outcomes research stakeholder_input incidents concerns audits set_up_costs "
                "delivery_costs administration_costs other"
            ),
        ),
        "Material that was used.",
        INTERNAL,
    )
    topics: frozenset[str] | None = enum_set(
        REVIEW_TOPICS, "Questions that it dealt with.", INTERNAL
    )
    decided: frozenset[str] | None = enum_set(
        REVIEW_TOPICS, "Topics on which a decision was recorded, for or against.", INTERNAL
    )
    objective_ids: frozenset[str] | None = ref_set(
        "objective", "Objectives that were judged.", INTERNAL
    )
    policy_ids: frozenset[str] | None = ref_set("policy", "Documents that were reviewed.", INTERNAL)
    consulted: frozenset[str] | None = enum_set(
        PEOPLE, "Groups that were asked or took part.", INTERNAL
    )
    external: bool | None = boolean("Outside experts carried it out.", INTERNAL)
    tabled_on: date | None = day(
        "Day on which the results were tabled at the Executive.", INTERNAL, event=True
    )
    actions_open: int | None = whole(
        "Actions from the review that are not done.", INTERNAL, unit="actions", minimum=0
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Statistic:
    """One aggregated figure for a period."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="statistic",
        title="One aggregated figure for a period",
        area="evaluation",
        core=True,
        program=("program_id",),
        date_order=("period_start <= period_end",),
        unique=(
            (
                "program_id",
                "measure",
                "period_start",
                "period_end",
                "breakdown",
            ),
        ),
    )

    id: str = key("Names the figure.", INTERNAL)
    program_id: str | None = ref("program", "Program that it describes.", INTERNAL)
    measure: str | None = enum(
        union(
            CORE_STATISTICS,
            OUTCOME_DOMAINS_SERVICE_USE,
            slugs(
                "sessions_held calls_answered referrals_received referrals_taken_up "
                "requests_for_service waiting_list cost cost_per_participant benefit_to_cost "
                "workforce peer_workforce other"
            ),
        ),
        "What is counted or measured.",
        INTERNAL,
    )
    period_start: date | None = day("First day of the period.", INTERNAL, planned=True)
    period_end: date | None = day(
        "Last day of the period; the period is closed after it.", INTERNAL, planned=True
    )
    value: Decimal | None = decimal(
        "The figure: people, events, days, currency or a plain ratio.", INTERNAL, unit="by measure"
    )
    breakdown: Mapping[str, str] | None = mapping(
        slugs(
            "consumer_type population_group age_group event setting location perspective "
            "engagement other"
        ),
        "Part of the whole that the figure describes; missing for the whole.",
        INTERNAL,
        of="text",
        csv="consumer_type=family_or_carer; population_group=youth",
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Budget:
    """One budget for a period with planned and spent amounts."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="budget",
        title="One budget for a period with planned and spent amounts",
        area="evaluation",
        core=True,
        program=("program_id",),
        active="approved_on <= as_of and period_start <= as_of and period_end >= as_of",
        date_order=("period_start <= period_end",),
    )

    id: str = key("Names the budget.", INTERNAL)
    program_id: str | None = ref("program", "Program that it pays for.", INTERNAL)
    period_start: date | None = day("First day of the period.", INTERNAL, planned=True)
    period_end: date | None = day("Last day of the period.", INTERNAL, planned=True)
    approved_on: date | None = day("Day of approval.", INTERNAL, event=True)
    lines: Mapping[str, Decimal] | None = mapping(
        union(ALL_BUDGET_LINES, slugs("salaries equipment evaluation other")),
        "Planned amount of each line.",
        INTERNAL,
        of="decimal",
        unit="currency",
        minimum=0,
        csv="administration=12000; supervision=8000, or columns lines.administration, lines.supervision",
    )
    total: Decimal | None = decimal("Approved amount in all.", INTERNAL, unit="currency", minimum=0)
    explanations: Mapping[str, str] | None = mapping(
        union(ALL_BUDGET_LINES, slugs("salaries equipment evaluation other total")),
        "Why a line is zero, or why spending left the range (total).",
        INTERNAL,
        of="text",
        csv="travel=telephone service only; total=late start",
    )
    spent_to_date: Decimal | None = decimal(
        "Amount spent in all up to last_checked_on.", INTERNAL, unit="currency", minimum=0
    )
    last_checked_on: date | None = day(
        "Last day on which spending was checked; after period_end it is the check of adequacy.",
        INTERNAL,
        event=True,
    )
    forecast_on: date | None = day(
        "Day on which the need of the next twelve months was forecast.", INTERNAL, event=True
    )
    forecast_amount: Decimal | None = decimal(
        "Forecast need of the next twelve months.", INTERNAL, unit="currency", minimum=0
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class FundingRequest:
    """One submission for additional or expansion funds."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="funding_request",
        title="One submission for additional or expansion funds",
        area="evaluation",
        program=("program_id",),
    )

    id: str = key("Names the request.", INTERNAL)
    program_id: str | None = ref("program", "Program for which funds are asked.", INTERNAL)
    kind: str | None = enum(
        slugs("additional expansion renewal other"), "What the funds are for.", INTERNAL
    )
    amount: Decimal | None = decimal("Amount asked for.", INTERNAL, unit="currency", minimum=0)
    submitted_on: date | None = day("Day of submission.", INTERNAL, event=True)
    submitted_to: str | None = enum(
        slugs("board executive management funder government other"), "Body that decides.", INTERNAL
    )
    contents: frozenset[str] | None = enum_set(
        union(FUNDING_REQUEST_CONTENTS, slugs("other")), "What the request contains.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Outcome:
    """One measured result for a participant, worker or staff group."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="outcome",
        title="One measured result for a participant, worker or staff group",
        area="evaluation",
        program=("program_id",),
    )

    id: str = key("Names the measurement.", INTERNAL)
    program_id: str | None = ref("program", "Program in which it was measured.", INTERNAL)
    participant_id: str | None = ref(
        "participant", "Measured participant; missing for workers and groups.", INTERNAL
    )
    domain: str | None = enum(
        union(ALL_OUTCOME_DOMAINS, slugs("other")), "What was measured.", SENSITIVE
    )
    instrument_kind: str | None = enum(
        slugs("personalised standardised other"), "Kind of instrument.", INTERNAL
    )
    stage: str | None = enum(
        slugs("baseline interim exit follow_up"),
        "Point of the support at which it was measured.",
        INTERNAL,
    )
    measured_on: date | None = day("Day of the measurement.", PERSONAL, event=True)
    value: Decimal | None = decimal("The result.", SENSITIVE, unit="by instrument")

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Attestation:
    """One dated self-assessment answer."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="attestation",
        title="One dated self-assessment answer",
        area="evaluation",
        core=True,
        program=("program_id",),
        organisation=("organisation_id",),
        active="answered_on <= as_of and (missing(next_due_on) or next_due_on >= as_of)",
        date_order=("answered_on <= next_due_on",),
        unique=(
            (
                "obligation_id",
                "organisation_id",
                "program_id",
                "committee_id",
                "item",
                "answerer_role",
                "answer",
                "answered_on",
            ),
        ),
    )

    id: str = key("Names the answer.", INTERNAL)
    obligation_id: str = free_text(
        "Obligation that the question belongs to, such as GOV-OBJ-03.", INTERNAL, required=True
    )
    organisation_id: str | None = ref(
        "organisation", "Organisation, where the answer is not for one program.", INTERNAL
    )
    program_id: str | None = ref(
        "program", "Program that the answer is for; missing for the whole organisation.", INTERNAL
    )
    committee_id: str | None = ref("committee", "Committee that the answer is for.", INTERNAL)
    item: str | None = enum(
        union(
            USER_BASED_ETHOS,
            RECOVERY_PILLARS,
            INTEGRATION_TENSIONS,
            IPS_FEATURES,
            JOB_SATISFACTION_FACTORS,
            ALLIES_LEVELS,
            slugs("other"),
        ),
        "Element of the question, where each element is answered on its own.",
        INTERNAL,
    )
    question: str | None = free_text("Question as it was put.", INTERNAL)
    answer: str | None = enum(
        slugs("positive partly negative not_applicable"),
        "The answer.",
        INTERNAL,
        csv="yes and true are read as positive, no and false as negative",
    )
    count: int | None = whole(
        "How many people gave this answer; missing for one named person.",
        INTERNAL,
        unit="people",
        minimum=0,
    )
    answered_by: str | None = free_text(
        "Named person who answers; missing where answers are counted.", PERSONAL
    )
    answerer_role: str | None = enum(PEOPLE, "Group to which those who answer belong.", INTERNAL)
    answered_on: date | None = day("Day of the answer.", INTERNAL, event=True)
    evidence: str | None = free_text(
        "What shows it, or where it is kept; only its presence is judged.", PERSONAL
    )
    next_due_on: date | None = day(
        "Last day on which the answer is current, where set.", INTERNAL, planned=True
    )
    action_due_on: date | None = day(
        "Day by which a planned action is due; present means that an action is planned.",
        INTERNAL,
        planned=True,
    )

    __attrs_post_init__ = validate
