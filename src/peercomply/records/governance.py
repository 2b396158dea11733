"""Record types of the area governance: reports, policies, audits, incidents and changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import attrs

from peercomply.records.durations import Duration
from peercomply.records.enumerations import (
    AUDIT_AREAS,
    ETHICS_TOPICS,
    INTEGRATION_OPTIONS,
    INTERNAL_REPORTS,
    IPS_PRINCIPLES,
    PEOPLE,
    REQUIRED_POLICY_TOPICS,
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
    duration,
    enum,
    enum_set,
    free_text,
    key,
    moment,
    ref,
    ref_set,
)
from peercomply.records.validation import validate


@attrs.frozen(kw_only=True)
class FundingAgreement:
    """One external grant or contract with its reporting and audit conditions."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="funding_agreement",
        title="One external grant or contract with its reporting and audit conditions",
        area="governance",
        core=True,
        program=("program_id",),
        active="starts_on <= as_of and (missing(ends_on) or ends_on >= as_of)",
        date_order=("starts_on <= ends_on",),
    )

    id: str = key("Names the agreement.", INTERNAL)
    program_id: str | None = ref("program", "Funded program.", INTERNAL)
    funder: str | None = free_text("Department or body that funds.", INTERNAL)
    starts_on: date | None = day("First day in force.", INTERNAL, planned=True)
    ends_on: date | None = day("Last day in force.", INTERNAL, planned=True)
    report_interval: Duration | None = duration(
        "How often a report is due.",
        INTERNAL,
        csv="P3M; monthly, quarterly, half yearly and yearly are read as P1M, P3M, P6M and P12M",
    )
    report_template: str | None = free_text("Template that the funder prescribes.", INTERNAL)
    audit_required: bool | None = boolean("The funder demands an external audit.", INTERNAL)
    next_external_audit_on: date | None = day(
        "Day set for the next external audit.", INTERNAL, planned=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Objective:
    """One formally adopted objective of a program."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="objective",
        title="One formally adopted objective of a program",
        area="governance",
        core=True,
        program=("program_id",),
        active="approved_on <= as_of and (missing(retired_on) or retired_on > as_of)",
        date_order=(
            "approved_on <= last_reviewed_on",
            "approved_on <= retired_on",
        ),
    )

    id: str = key("Names the objective.", INTERNAL)
    program_id: str | None = ref("program", "Program that pursues it.", INTERNAL)
    text: str | None = free_text("Wording of the objective.", INTERNAL)
    approved_on: date | None = day("Day of formal adoption.", INTERNAL, event=True)
    approved_by: str | None = free_text("Body or person that adopted it.", PERSONAL)
    last_reviewed_on: date | None = day("Day of the latest review.", INTERNAL, event=True)
    retired_on: date | None = day(
        "Day of retirement; not active from this day.", INTERNAL, planned=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Report:
    """One report that is due or was delivered."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="report",
        title="One report that is due or was delivered",
        area="governance",
        core=True,
        program=("program_id",),
        date_order=(
            "period_start <= period_end",
            "period_start <= due_on",
        ),
        unique=(
            (
                "program_id",
                "kind",
                "period_start",
                "period_end",
                "recipient",
            ),
        ),
    )

    id: str = key("Names the report.", INTERNAL)
    program_id: str | None = ref("program", "Program that reports.", INTERNAL)
    kind: str | None = enum(
        union(
            INTERNAL_REPORTS,
            slugs("funder_report board_report program_overview evaluation_results other"),
        ),
        "What the report is about.",
        INTERNAL,
    )
    period_start: date | None = day("First day of the reported period.", INTERNAL, planned=True)
    period_end: date | None = day("Last day of the reported period.", INTERNAL, planned=True)
    due_on: date | None = day("Last day on which delivery is in time.", INTERNAL, planned=True)
    submitted_on: date | None = day("Day of delivery.", INTERNAL, event=True)
    recipient: str | None = enum(
        slugs(
            "executive board program_manager funder government peak_body sector_body "
            "participants public other"
        ),
        "Who receives it; funder, government, peak_body and sector_body are external.",
        INTERNAL,
    )
    template: str | None = free_text(
        "Template that was used; compared with the agreement's.", INTERNAL
    )
    funding_agreement_id: str | None = ref(
        "funding_agreement", "Agreement that demands the report.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Policy:
    """One policy, procedure, process, guideline, framework or strategy."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="policy",
        title="One policy, procedure, process, guideline, framework or strategy",
        area="governance",
        core=True,
        program=("program_id",),
        organisation=("organisation_id",),
        active='status in ("active", "under_review")',
        date_order=(
            "approved_on <= review_due_on",
            "last_reviewed_on <= review_due_on",
        ),
        unique=(
            (
                "organisation_id",
                "program_id",
                "title",
                "version",
            ),
        ),
    )

    id: str = key("Names one version of the document.", INTERNAL)
    organisation_id: str | None = ref(
        "organisation", "Organisation whose document it is.", INTERNAL
    )
    program_id: str | None = ref(
        "program", "Program to which it is limited; missing for the whole organisation.", INTERNAL
    )
    kind: str | None = enum(
        slugs("policy procedure process guideline framework strategy standard plan other"),
        "Kind of document.",
        INTERNAL,
    )
    title: str | None = free_text("Title of the document.", INTERNAL)
    topics: frozenset[str] | None = enum_set(
        union(
            REQUIRED_POLICY_TOPICS,
            ETHICS_TOPICS,
            IPS_PRINCIPLES,
            INTEGRATION_OPTIONS,
            slugs(
                "positive_feedback_reporting staff_feedback_reporting participation_strategy "
                "model_of_peer_support theory_of_peer_support values_of_peer_support "
                "individual_negotiation_of_boundaries career_pathways lived_experience "
                "integration_of_peer_support other"
            ),
        ),
        "What the document settles; a document counts for each topic.",
        INTERNAL,
    )
    version: str | None = free_text("Version label.", INTERNAL)
    status: str | None = enum(
        slugs("draft active under_review superseded retired"),
        "Stage; a document under review stays in force.",
        INTERNAL,
    )
    approved_on: date | None = day("Day on which this version was approved.", INTERNAL, event=True)
    last_reviewed_on: date | None = day("Day of the latest review.", INTERNAL, event=True)
    last_audited_on: date | None = day(
        "Day of the latest audit of the document.", INTERNAL, event=True
    )
    review_due_on: date | None = day("Day by which the next review is due.", INTERNAL, planned=True)
    applies_to: frozenset[str] | None = enum_set(
        union(PEOPLE, slugs("all_personnel paid_staff front_line")),
        "Whom the document binds.",
        INTERNAL,
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Audit:
    """One internal or external audit, planned or completed."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="audit",
        title="One internal or external audit, planned or completed",
        area="governance",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the audit.", INTERNAL)
    program_id: str | None = ref(
        "program",
        "Audited program; an audit of several programs has one record for each.",
        INTERNAL,
    )
    kind: str | None = enum(slugs("internal external other"), "Who audits.", INTERNAL)
    planned_on: date | None = day("Day for which it is scheduled.", INTERNAL, planned=True)
    completed_on: date | None = day("Day on which it was completed.", INTERNAL, event=True)
    areas_covered: frozenset[str] | None = enum_set(
        AUDIT_AREAS, "Areas that it looked at.", INTERNAL
    )
    funding_agreement_id: str | None = ref(
        "funding_agreement", "Agreement that demands an external audit.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Nonconformance:
    """One anomaly or non-conformance raised by an audit."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="nonconformance",
        title="One anomaly or non-conformance raised by an audit",
        area="governance",
        core=True,
        program=("audit_id.program_id",),
        open="missing(closed_on) or closed_on > as_of",
        date_order=(
            "raised_on <= due_on",
            "raised_on <= closed_on",
            "raised_on <= rechecked_on",
        ),
    )

    id: str = key("Names the non-conformance.", INTERNAL)
    audit_id: str = ref("audit", "Audit that raised it.", INTERNAL, required=True)
    area: str | None = enum(AUDIT_AREAS, "Area to which it belongs.", INTERNAL)
    raised_on: date | None = day("Day on which it was raised.", INTERNAL, event=True)
    due_on: date | None = day("Last day for the correction.", INTERNAL, planned=True)
    closed_on: date | None = day("Day on which it was corrected and closed.", INTERNAL, event=True)
    rechecked_on: date | None = day(
        "Last day on which a later audit returned to it.", INTERNAL, event=True
    )
    recurrence_of: str | None = ref(
        "nonconformance", "Earlier non-conformance that it repeats.", INTERNAL
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Incident:
    """One incident, critical or not, privacy breaches and discrimination at work included."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="incident",
        title="One incident, critical or not, privacy breaches and discrimination at work included",
        area="governance",
        core=True,
        program=("program_id",),
        open="missing(closed_on) or closed_on > as_of",
        date_order=(
            "occurred_on <= reported_on",
            "occurred_on <= responded_on",
            "occurred_on <= reviewed_on",
            "occurred_on <= closed_on",
        ),
    )

    id: str = key("Names the incident.", INTERNAL)
    program_id: str | None = ref("program", "Program in which it happened.", INTERNAL)
    kind: str | None = enum(
        slugs(
            "injury death self_harm aggression abuse_or_neglect medication privacy_breach "
            "discrimination negative_attitude treated_as_patient lack_of_compassion "
            "boundary_breach misconduct cash_or_theft property_damage hazard near_miss other"
        ),
        "What happened.",
        SENSITIVE,
    )
    affected: frozenset[str] | None = enum_set(
        PEOPLE, "Who was harmed or treated badly.", SENSITIVE
    )
    critical: bool | None = boolean("Critical by the organisation's own definition.", INTERNAL)
    occurred_on: datetime | date | None = moment(
        "When it happened.",
        INTERNAL,
        event=True,
        unit="local time of the program",
        csv="a day alone is accepted",
    )
    reported_on: datetime | date | None = moment(
        "When it was reported.",
        INTERNAL,
        event=True,
        unit="local time of the program",
        csv="a day alone is accepted",
    )
    responded_on: date | None = day("Day of the first response.", INTERNAL, event=True)
    reviewed_on: date | None = day(
        "Day on which incident and response were reviewed.", INTERNAL, event=True
    )
    closed_on: date | None = day("Day on which it was closed.", INTERNAL, event=True)
    store_id: str | None = ref("record_store", "Where the record is kept.", INTERNAL)
    recurrence_of: str | None = ref("incident", "Earlier incident that it repeats.", INTERNAL)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Concern:
    """One complaint, grievance or concern of a participant, worker or stakeholder."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="concern",
        title="One complaint, grievance or concern of a participant, worker or stakeholder",
        area="governance",
        core=True,
        program=("program_id",),
        open="missing(resolved_on) or resolved_on > as_of",
        date_order=(
            "raised_on <= reported_on",
            "raised_on <= responded_on",
            "raised_on <= escalated_on",
            "raised_on <= resolved_on",
        ),
    )

    id: str = key("Names the concern.", INTERNAL)
    program_id: str | None = ref("program", "Program that it is about.", INTERNAL)
    kind: str | None = enum(slugs("complaint grievance concern other"), "Formal kind.", INTERNAL)
    topics: frozenset[str] | None = enum_set(
        slugs(
            "discrimination lack_of_compassion negative_attitude treated_as_patient privacy "
            "safety quality_of_service access staff_conduct communication other"
        ),
        "What it is about.",
        SENSITIVE,
    )
    raised_by: str | None = enum(
        PEOPLE, "Group to which the person belongs who raised it.", PERSONAL
    )
    raised_on: date | None = day("Day on which it was raised.", INTERNAL, event=True)
    reported_on: date | None = day(
        "Day on which it was reported under the procedures.", INTERNAL, event=True
    )
    handler_id: str | None = ref("worker", "Who handles it.", INTERNAL)
    responded_on: date | None = day(
        "Day of the first response to the person.", INTERNAL, event=True
    )
    escalation_needed: bool | None = boolean("It has to go to a higher level.", INTERNAL)
    escalated_on: date | None = day("Day on which it was escalated.", INTERNAL, event=True)
    resolved_on: date | None = day("Day on which it was resolved.", INTERNAL, event=True)
    access_restricted: bool | None = boolean(
        "Only those who handle it can read the record.", INTERNAL
    )
    store_id: str | None = ref("record_store", "Where the record is kept.", INTERNAL)

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class Change:
    """One change of objectives, model, services, documents or structure."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="change",
        title="One change of objectives, model, services, documents or structure",
        area="governance",
        core=True,
        program=("program_id",),
    )

    id: str = key("Names the change.", INTERNAL)
    program_id: str | None = ref("program", "Program that changes.", INTERNAL)
    kind: str | None = enum(
        slugs(
            "objectives delivery_model program_introduced service_added service_closed "
            "structure documents personnel premises other"
        ),
        "What changes.",
        INTERNAL,
    )
    substantial: bool | None = boolean(
        "Substantial by the organisation's own definition.", INTERNAL
    )
    reason: str | None = free_text("Why it was made; only its presence is judged.", PERSONAL)
    consulted: frozenset[str] | None = enum_set(
        PEOPLE, "Groups that were asked before the decision.", INTERNAL
    )
    objective_ids: frozenset[str] | None = ref_set(
        "objective", "Objectives that it added, altered or retired.", INTERNAL
    )
    approved_on: date | None = day("Day of formal approval.", INTERNAL, event=True)
    approved_by: str | None = free_text("Body or person that approved it.", PERSONAL)
    effective_on: date | None = day("Day on which it takes effect.", INTERNAL, planned=True)
    feedback_ids: frozenset[str] | None = ref_set(
        "feedback", "Feedback on which it rests.", INTERNAL
    )
    review_id: str | None = ref("review", "Review on which it rests.", INTERNAL)
    executive_informed_on: date | None = day(
        "Day on which the Executive was informed.", INTERNAL, event=True
    )
    informed_worker_ids: frozenset[str] | None = ref_set(
        "worker", "Workers who were informed of the change and its reason.", INTERNAL
    )
    documents_checked_on: date | None = day(
        "Day on which all documents were checked for the change.", INTERNAL, event=True
    )

    __attrs_post_init__ = validate


@attrs.frozen(kw_only=True)
class RecordStore:
    """One place where records are kept."""

    __record__: ClassVar[RecordInfo] = RecordInfo(
        name="record_store",
        title="One place where records are kept",
        area="governance",
        organisation=("organisation_id",),
    )

    id: str = key("Names the store.", INTERNAL)
    organisation_id: str | None = ref("organisation", "Organisation that keeps it.", INTERNAL)
    holds: frozenset[str] | None = enum_set(
        slugs(
            "incidents concerns personnel_files workers_health_information participant_records "
            "supervision_notes consents agreements policies financial_records other"
        ),
        "Kinds of record in it.",
        INTERNAL,
    )
    central: bool | None = boolean("It is the one central place for what it holds.", INTERNAL)
    access_restricted: bool | None = boolean("Access is limited to named roles.", INTERNAL)
    checked_on: date | None = day(
        "Last day on which access and content were checked.", INTERNAL, event=True
    )

    __attrs_post_init__ = validate
