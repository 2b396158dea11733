"""Organisations and programs, what they are accountable for, and who sits where."""

from __future__ import annotations

from .part import Part, chosen

_EVERYBODY = "all_personnel; volunteers"

# Those with a program on a ward think about peer support in the whole of what they do.
ORGANISATIONS = {
    "sector": "CASE WHEN o % 5 = 0 THEN 'public_health' ELSE 'non_government' END",
    "state": "'vic'",
    "values": "'hope; mutuality; choice; respect'",
    "executive_committee_id": "'committee-' || (4 * programs() + 2 * o)",
    "has_readiness_plan": "NOT missed(o, 201, 25)",
    "considers_ips": "true",
}

# Rules for each model have a program to speak of: groups, coaching and courses in the community; a
# ward and a line for the night; in one of eight, a house that is open day and night.
PROGRAMS = {
    "organisation_id": "'organisation-' || o",
    "status": "'operating'",
    "state": "'vic'",
    "started_on": "opened(p)",
    "ended_on": "NULL",
    "delivery_models": "CASE WHEN line(p) THEN 'ward_based; telephone_support'"
    " ELSE 'community_based; group_mutual_support; coaching_mentoring; peer_education;"
    " peer_led_organisation' END",
    "settings": "'mental_health; housing_and_homelessness'",
    "target_groups": "'people_with_mental_health_challenges; youth; families_and_carers'",
    "perspectives": "'personal; family_carer'",
    "peer_approach": "CASE WHEN line(p) THEN 'partnership' ELSE 'intentional_peer_support' END",
    "form": "'complementary_to_mainstream; support; structured; face_to_face; both' || CASE"
    " WHEN line(p) THEN '; telephone' ELSE '' END",
    "peer_operated": "NOT line(p)",
    "hosted_by_mainstream": "line(p)",
    "shares_resources": "true",
    "manager_id": "manager_of(p)",
    "reporting_line": "CASE WHEN NOT missed(p, 202, 30) THEN 'the Executive' END",
    "hours": "CASE WHEN p % 8 = 7 THEN 'daily=00:00-24:00' WHEN line(p) THEN 'daily=18:00-22:00'"
    " ELSE 'weekdays=09:00-17:00' END",
    "site_kind": "CASE WHEN line(p) THEN 'rural' ELSE 'urban' END",
    "min_age": "16",
    "clinical_team": "line(p)",
    "services_announced": "CASE WHEN p % 8 = 7 THEN 'out_of_hours_phone_line;"
    " round_the_clock_peer_respite'"
    " WHEN line(p) THEN 'out_of_hours_phone_line' ELSE 'centre_based_programs;"
    " group_and_individual_peer_support' END",
    "min_participants": "10",
    "required_reports": "'milestone_achievement=P1M; budget_expenditure_update=P1M;"
    " number_of_consumers_engaged=P6M;"
    " staff_performance=P6M; annual_status_report_to_executive=P12M'",
}

# One agreement of money for each program; in one of thirty, the next audit was never agreed.
FUNDING = {
    "program_id": "'program-' || p",
    "funder": "'Fund ' || (p % 7)",
    "starts_on": "opened(p)",
    "ends_on": "ago(-pick(p, 203, 60, 900))",
    "report_interval": "CASE WHEN NOT missed(p, 204, 40) THEN 'P6M' END",
    "report_template": "'template of the fund'",
    "audit_required": "true",
    "next_external_audit_on": "CASE WHEN NOT missed(p, 205, 30)"
    " THEN ago(-pick(p, 206, 40, 200)) END",
}

# Three from the start, of which one was given up this year.
OBJECTIVES = {
    "program_id": "'program-' || p",
    "approved_on": "opened(p) - 20",
    "approved_by": "'Executive'",
    "last_reviewed_on": "ago(pick(p, 207, 40, 300))",
    "retired_on": "CASE WHEN k = 2 AND NOT fresh(p) THEN ago(90) END",
}

_REPORTS = (
    "milestone_achievement",
    "budget_expenditure_update",
    "number_of_consumers_engaged",
    "staff_performance",
    "annual_status_report_to_executive",
    "funder_report",
    "program_overview",
    "evaluation_results",
    "funder_report",
)

# The report of each kind that was owed last, and one that is still ahead.
REPORTS = {
    "program_id": "'program-' || p",
    "kind": chosen(*_REPORTS),
    "period_start": "ago(CASE WHEN k < 2 THEN 55 ELSE 230 END)",
    "period_end": "ago(CASE WHEN k < 2 THEN 25 WHEN k = 8 THEN -20 ELSE 45 END)",
    "due_on": "CASE WHEN k = 8 AND missed(p, 208, 30) THEN NULL ELSE ago(CASE WHEN k < 2 THEN 8"
    " WHEN k = 8 THEN -60 ELSE 15 END) END",
    "submitted_on": "CASE WHEN k = 8 OR missed(CASE WHEN k = 1 THEN p ELSE i END, 209, 40)"
    " THEN NULL ELSE ago(CASE WHEN k < 2 THEN pick(i, 210, 10, 20)"
    " ELSE pick(i, 210, 18, 40) END) END",
    "recipient": chosen(
        "executive",
        "program_manager",
        "executive",
        "executive",
        "executive",
        "funder",
        "sector_body",
        "public",
        "funder",
    ),
    "template": "CASE WHEN missed(i, 211, 40) THEN 'one of our own'"
    " ELSE 'template of the fund' END",
    "funding_agreement_id": "CASE WHEN k IN (0, 1, 5, 8) THEN 'funding_agreement-' || p END",
}

_TOPICS = (
    (
        "incident_reporting; complaints_and_grievances_of_users; feedback_response;"
        " improvement_process; positive_feedback_reporting; staff_feedback_reporting;"
        " occupational_health_and_safety; termination_and_departure; disciplinary_action;"
        " grievances_of_staff; handover; flexible_work; workplace_wellness;"
        " response_and_escalation_for_participants; ethics; informed_consent;"
        " professional_conduct; confidentiality"
    ),
    (
        "privacy_and_confidentiality; confidentiality; lived_experience;"
        " security_of_personnel_and_documents"
    ),
    "boundaries_for_peer_work; individual_negotiation_of_boundaries; dual_relationships",
    "supervision",
    "cash_handling",
    "volunteer_management; payment_of_representatives",
    (
        "peer_practice_framework; theory_of_peer_support; values_of_peer_support;"
        " model_of_peer_support; peer_practice_standard"
    ),
    "participation_strategy; career_pathways",
    "integration_of_peer_support; ips_in_community_care_unit; ips_in_whole_service_model",
    (
        "disclosure_of_peer_status; access_of_peers_to_consumer_records;"
        " passing_on_of_consumer_information"
    ),
    "protection_of_advocacy; anti_discrimination; return_to_work",
    "risk_framework",
    "incident_reporting",
)

# The handbook, of which the last is the version before; one policy in fifty is only a draft, and of
# one handbook in forty there are parts to come.
POLICIES = {
    "organisation_id": "'organisation-' || o",
    "program_id": "NULL",
    "kind": chosen(
        "policy", "policy", "guideline", "policy", "procedure", "policy", "framework", "strategy"
    ),
    "title": "'policy ' || CASE WHEN k = 12 THEN 0 ELSE k END",
    "topics": "CASE WHEN k = 0 AND missed(o, 250, 40) THEN 'ethics; incident_reporting;"
    " occupational_health_and_safety; handover'"
    " WHEN k = 1 AND missed(o, 251, 40) THEN 'privacy_and_confidentiality'"
    " ELSE " + chosen(*_TOPICS) + " END",
    "version": "CASE WHEN k = 12 THEN '1' ELSE '2' END",
    "status": "CASE WHEN k = 12 THEN 'superseded' WHEN k > 2 AND missed(i, 212, 50) THEN 'draft'"
    " WHEN k = 4 THEN 'under_review' ELSE 'active' END",
    "approved_on": "ago(CASE WHEN k = 0 THEN 196 ELSE 1600 END)",
    "last_reviewed_on": "ago(CASE WHEN k = 0 AND missed(o, 213, 25) THEN 196"
    " ELSE pick(i, 214, 20, 190) END)",
    "last_audited_on": "ago(CASE WHEN missed(i, 215, 30) THEN 250 ELSE pick(i, 216, 20, 170) END)",
    "review_due_on": "ago(-pick(i, 217, 20, 500))",
    "applies_to": f"CASE WHEN k IN (0, 1, 12) THEN '{_EVERYBODY}' WHEN k = 2 THEN 'peer_workers'"
    f" ELSE 'managers; supervisors; representatives' END",
}

# How those of a program may take part is written before it begins.
STRATEGIES = POLICIES | {
    "program_id": "'program-' || p",
    "kind": "'strategy'",
    "title": "'participation in program ' || p",
    "topics": "'participation_strategy'",
    "status": "'active'",
    "approved_on": "opened(p) - CASE WHEN missed(p, 249, 25) THEN -40 ELSE 15 END",
    "applies_to": "'managers; representatives'",
}

# The rounds of a year: from inside, from outside at least a month later, from inside, and the next.
# Of one program in thirty, the last one inside came late, of one in forty the first was held too
# near to the one from outside, and of one in forty the next has passed without being held.
_AUDITED = (
    "CASE WHEN {k} = 0 AND NOT fresh(p) THEN ago(CASE WHEN missed(p, 252, 40)"
    " THEN pick(p, 219, 215, 290) + 12 ELSE pick(p, 218, 335, 350) END)"
    " WHEN {k} = 1 AND NOT fresh(p) THEN ago(pick(p, 219, 215, 290))"
    " WHEN {k} = 2 THEN ago(CASE WHEN missed(p, 256, 30) AND NOT fresh(p) THEN 200"
    " ELSE pick(p, 221, 95, 165) END) END"
)
_AREAS = (
    "volunteer_procedures_and_support; occupational_health_and_safety;"
    " security_of_personnel_and_confidential_documents;"
    " cash_handling; past_non_conformance; critical_incidents_and_responses"
)

AUDITS = {
    "program_id": "'program-' || p",
    "kind": "CASE WHEN k = 1 THEN 'external' ELSE 'internal' END",
    "planned_on": f"coalesce({_AUDITED.format(k='k')}, CASE WHEN k = 1 THEN ago(-90)"
    " WHEN k = 3 THEN ago(CASE WHEN missed(p, 222, 40) THEN 30"
    " ELSE -pick(p, 223, 10, 80) END) END)",
    "completed_on": _AUDITED.format(k="k"),
    "areas_covered": f"'{_AREAS}' || CASE WHEN k = 0 THEN '; policies_and_procedures' ELSE '' END",
    "funding_agreement_id": "CASE WHEN k = 1 THEN 'funding_agreement-' || p END",
}

_RAISED = _AUDITED.format(k="2")

# What an audit found is put right in two months, or still has time; one in thirty runs over.
NONCONFORMANCES = {
    "audit_id": "'audit-' || (4 * p + CASE WHEN k = 0 AND NOT fresh(p) THEN 0 ELSE 2 END)",
    "area": chosen(*_AREAS.split("; ")),
    "raised_on": f"CASE WHEN k = 0 AND NOT fresh(p) THEN {_AUDITED.format(k='0')}"
    f" ELSE {_RAISED} END",
    "due_on": f"CASE WHEN k = 2 THEN CASE WHEN NOT missed(p, 224, 40) THEN ago(-30) END"
    f" WHEN k = 0 AND NOT fresh(p)"
    f" THEN {_AUDITED.format(k='0')} + 50 ELSE {_RAISED} + 60 END",
    "closed_on": f"CASE WHEN k = 2 OR missed(i, 225, 30) THEN NULL WHEN k = 0 AND NOT fresh(p)"
    f" THEN {_AUDITED.format(k='0')} + 30 ELSE {_RAISED} + 45 END",
    "rechecked_on": f"CASE WHEN k = 0 AND NOT fresh(p) THEN {_RAISED} END",
    "recurrence_of": "CASE WHEN k = 2 AND missed(p, 226, 25) THEN 'nonconformance-' || (i - 1) END",
}

_IN = "ago(20 + drawn(i, 7) % CASE WHEN fresh(p) THEN 190 ELSE 700 END)"

# Two for each worker; one of twenty is critical, and of these one in twenty-five is never reviewed.
INCIDENTS = {
    "program_id": "'program-' || p",
    "kind": "CASE WHEN missed(i, 227, 60) THEN 'privacy_breach' ELSE "
    + chosen(
        "injury",
        "near_miss",
        "aggression",
        "hazard",
        "boundary_breach",
        "treated_as_patient",
        by="i",
    )
    + " END",
    "affected": chosen(
        "service_users", "peer_workers", "other_staff", "service_users; peer_workers", by="i"
    ),
    "critical": "drawn(i, 2) % 20 = 0",
    "occurred_on": f"CAST({_IN} AS TIMESTAMP) + INTERVAL 9 HOUR",
    "reported_on": f"CAST({_IN} AS TIMESTAMP) + to_hours(CASE WHEN missed(i, 228, 40) THEN 60"
    f" ELSE 11 END)",
    "responded_on": f"CASE WHEN NOT missed(i, 229, 30) THEN {_IN} + 3 END",
    "reviewed_on": f"CASE WHEN drawn(i, 4) % 25 > 0 THEN {_IN} + CAST(i % 12 AS INTEGER) END",
    "closed_on": f"CASE WHEN drawn(i, 4) % 25 > 0 THEN {_IN} + 20 END",
    "store_id": "CASE WHEN NOT missed(i, 230, 60) THEN 'record_store-' || (2 * o) END",
    "recurrence_of": "CASE WHEN i > 0 AND missed(i, 231, 80) THEN 'incident-' || (i - 1) END",
}

_HEARD = "pick(i, 232, 30, 360)"

# Eight a year, of participants, families, workers and the bodies around.
CONCERNS = {
    "program_id": "'program-' || p",
    "kind": chosen("complaint", "concern", "grievance", "concern"),
    "topics": chosen(
        "communication",
        "discrimination",
        "quality_of_service",
        "negative_attitude",
        "lack_of_compassion",
        "access",
    ),
    "raised_by": chosen(
        "service_users",
        "service_users",
        "service_users",
        "peer_workers",
        "service_users",
        "families_and_carers",
        "health_professionals",
        "stakeholders",
    ),
    "raised_on": f"ago({_HEARD})",
    "reported_on": f"ago({_HEARD} - CASE WHEN missed(i, 233, 25) THEN 6 ELSE 1 END)",
    "handler_id": "CASE WHEN NOT missed(i, 234, 25) THEN 'worker-' || (50 * p + 3) END",
    "responded_on": f"CASE WHEN NOT missed(i, 235, 25) THEN ago({_HEARD} - 5) END",
    "escalation_needed": "k IN (1, 4)",
    "escalated_on": f"CASE WHEN k IN (1, 4) AND NOT missed(i, 236, 30) THEN ago({_HEARD} - 1) END",
    "resolved_on": f"CASE WHEN k = 2 OR missed(i, 237, 30) THEN NULL ELSE ago({_HEARD} - 20) END",
    "access_restricted": "NOT missed(i, 238, 40)",
    "store_id": "'record_store-' || (2 * o + 1)",
}

_CHANGED = "CASE WHEN k = 0 AND fresh(p) THEN opened(p) - 30 ELSE ago(150 - 20 * k) END"

# The model, or that the program began; the objectives; a service that was added.
CHANGES = {
    "program_id": "'program-' || p",
    "kind": "CASE WHEN k = 0 AND fresh(p) THEN 'program_introduced'"
    " ELSE " + chosen("delivery_model", "objectives", "service_added") + " END",
    "substantial": "k < 2",
    "reason": "CASE WHEN NOT missed(i, 239, 60) THEN 'recorded' END",
    "consulted": "CASE WHEN missed(i, 240, 40) THEN 'managers'"
    " ELSE 'peer_workers; service_users; other_staff' END",
    "objective_ids": "CASE WHEN k = 1 THEN 'objective-' || (3 * p + 2) END",
    "approved_on": _CHANGED,
    "approved_by": "CASE WHEN NOT missed(i, 241, 40) THEN 'Executive' END",
    "effective_on": f"{_CHANGED} + 10",
    "feedback_ids": "CASE WHEN k = 0 THEN 'feedback-' || (12 * p) || CASE"
    " WHEN missed(p, 242, 30) THEN '' ELSE '; feedback-' || (12 * p + 1) || '; feedback-'"
    " || (12 * p + 2) END END",
    "review_id": "CASE WHEN k = 0 AND p % 3 = 0 THEN 'review-' || (6 * p + 3) END",
    "executive_informed_on": f"CASE WHEN NOT missed(i, 243, 60) THEN {_CHANGED} + 12 END",
    "informed_worker_ids": "CASE WHEN missed(i, 244, 60) THEN team(p, 245) ELSE everybody(p) END",
    "documents_checked_on": f"CASE WHEN NOT missed(i, 246, 40) THEN {_CHANGED} + CASE"
    f" WHEN fresh(p) AND k = 0 THEN 70 ELSE 25 END END",
}

# Central ones; one in twenty-five with papers on health is open to others.
STORES = {
    "organisation_id": "'organisation-' || o",
    "holds": chosen(
        "incidents; concerns", "concerns; personnel_files; workers_health_information; consents"
    ),
    "central": "true",
    "access_restricted": "k = 0 OR NOT missed(o, 247, 25)",
    "checked_on": "ago(pick(i, 248, 20, 170))",
}

GOVERNANCE = {
    "organisation": (Part("organisation", 1, ORGANISATIONS),),
    "program": (Part("program", 1, PROGRAMS),),
    "funding_agreement": (Part("program", 1, FUNDING),),
    "objective": (Part("program", 3, OBJECTIVES),),
    "report": (Part("program", 9, REPORTS),),
    "policy": (Part("organisation", 13, POLICIES), Part("program", 1, STRATEGIES)),
    "audit": (Part("program", 4, AUDITS),),
    "nonconformance": (Part("program", 3, NONCONFORMANCES),),
    "incident": (Part("worker", 2, INCIDENTS),),
    "concern": (Part("program", 8, CONCERNS),),
    "change": (Part("program", 3, CHANGES),),
    "record_store": (Part("organisation", 2, STORES),),
}
