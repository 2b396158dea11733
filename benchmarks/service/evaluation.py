"""What is asked, counted, paid for and reviewed."""

from __future__ import annotations

from .part import Part, chosen

_GIVEN = "CASE WHEN k < 4 THEN pick(i, 401, 10, 80) ELSE pick(i, 402, 60, 350) END"

# One voice in twenty-five or thirty is not passed on, decided or answered in time.
FEEDBACKS = {
    "program_id": "'program-' || p",
    "source_kind": chosen(
        "service_users",
        "peer_workers",
        "families_and_carers",
        "volunteers",
        "representatives",
        "service_users",
        "anonymous",
        "other_staff",
        "service_users",
        "peer_workers",
        "representatives",
        "service_users",
    ),
    "giver_ref": "CASE WHEN k <> 6 THEN 'giver ' || i END",
    "method": chosen("form", "survey", "form", "conversation", "session", "telephone"),
    "offered_on": f"ago({_GIVEN} + 5)",
    "given_on": f"CASE WHEN k < 4 OR NOT missed(i, 403, 60) THEN ago({_GIVEN}) END",
    "sentiment": chosen("positive", "mixed", "positive", "negative", "neutral", by="i"),
    "themes": "CASE WHEN NOT missed(i, 404, 40) THEN 'access; demand' END",
    "reported_on": f"CASE WHEN NOT missed(i, 405, 30) THEN ago({_GIVEN} - 5) END",
    "decision": "CASE WHEN NOT missed(i, 406, 30) THEN 'recorded' END",
    "decided_on": f"CASE WHEN NOT missed(i, 406, 30) THEN ago({_GIVEN} - 9) END",
    "answer_requested": "k % 3 = 0",
    "answered_on": f"CASE WHEN NOT missed(i, 407, 30) THEN ago({_GIVEN} - 10) END",
}

_COMPLETED = (
    "CASE WHEN k = 4 AND fresh(p) THEN opened(p) - 40 ELSE ago(CASE"
    " WHEN missed(i, 408, 40) THEN 430"
    " WHEN k = 3 THEN pick(i, 409, 330, 360) ELSE pick(i, 410, 30, 210) END) END"
)

# A program asks itself once a year whether it does what it was set up for; one review in forty came
# too late.
REVIEWS = {
    "organisation_id": "'organisation-' || o",
    "program_id": "'program-' || p",
    "kind": "CASE WHEN k = 4 AND fresh(p) THEN 'design' ELSE "
    + chosen(
        "annual_program",
        "workforce_evaluation",
        "curriculum",
        "delivery_model",
        "planning",
        "training_evaluation",
    )
    + " END",
    "completed_on": _COMPLETED,
    "inputs": "CASE WHEN missed(i, 411, 60) THEN 'costs' ELSE 'core_statistics; costs;"
    " feedback_forms; users_group_sessions;"
    " peer_worker_feedback; outcomes; research; set_up_costs; delivery_costs;"
    " administration_costs' END",
    "topics": "CASE WHEN missed(i, 412, 40) THEN 'recipient_outcomes; fit_of_model'"
    " ELSE 'scan_of_other_services;"
    " new_programs_and_over_servicing; collaboration_on_gaps; impact_and_effectiveness;"
    " organisational_requirements;"
    " peer_support_approach; fit_of_model; recipient_outcomes; savings; reporting_line; hierarchy;"
    " consultation_of_peak_body; consultation_of_allied_health_professionals' END",
    "decided": "'nature_of_roles; training_and_support; remuneration;"
    " integration_with_organisation;"
    " monitoring_and_evaluation; skills_part; external_review_of_model' || CASE"
    " WHEN missed(i, 413, 40) THEN '' ELSE '; peer_worker_input' END",
    "objective_ids": "'objective-' || (3 * p) || '; objective-' || (3 * p + 1) || CASE"
    " WHEN missed(i, 414, 40) THEN ''"
    " ELSE '; objective-' || (3 * p + 2) END",
    "policy_ids": "'policy-' || (13 * o)",
    "consulted": "CASE WHEN missed(i, 415, 40) THEN 'managers'"
    " ELSE 'service_users; clinicians; general_practitioners; peer_workers; other_staff' END",
    "external": "k = 3",
    "tabled_on": f"CASE WHEN NOT missed(i, 416, 25) THEN {_COMPLETED} + 25 END",
    "actions_open": "i % 4",
}

# Duty of care, objectives, structure after a service was added, sites, documents, and how peers are
# received.
REVIEWS_ABOVE = REVIEWS | {
    "program_id": "NULL",
    "kind": chosen(
        "liability", "objectives", "structure", "site_comparison", "policy", "receptivity"
    ),
    "completed_on": "ago(CASE WHEN missed(i, 417, 50) THEN 500"
    " WHEN k = 2 THEN pick(i, 418, 40, 90) ELSE pick(i, 419, 20, 170) END)",
    "inputs": "'initial_grant_submissions; implementing_staff; early_consumers; incidents' || CASE"
    " WHEN missed(i, 420, 30) THEN '' ELSE '; stakeholder_input' END",
    "topics": "'target_group; delivery_model; personnel_skills_and_duties; volunteers; hierarchy;"
    " discriminatory_effect;"
    " attitude_and_practice_of_managers_and_practitioners'",
    "objective_ids": "NULL",
    "policy_ids": "CASE WHEN k = 4 THEN listed('policy-', 13 * o, 13) END",
    "external": "false",
    "tabled_on": "ago(15)",
}

_MEASURES = (
    "number_of_users_by_event_or_period",
    "type_of_consumer",
    "frequency_of_usage",
    "length_of_participation",
    "cost_per_participant",
    "cost_per_participant",
    "admissions",
    "workforce",
)

# The figures of the last period, and what the year before did cost; one in a hundred is late.
STATISTICS = {
    "program_id": "'program-' || p",
    "measure": chosen(*_MEASURES),
    "period_start": "ago(CASE WHEN k = 5 THEN 520 ELSE 120 END)",
    "period_end": "ago(CASE WHEN k = 5 THEN 430 ELSE 25 + CASE WHEN missed(i, 421, 100) THEN 90"
    " ELSE 0 END END)",
    "value": "5 + drawn(i, 422) % 60",
    "breakdown": "CASE WHEN k = 1 AND NOT missed(p, 423, 30) THEN 'population_group=youth'"
    " WHEN k = 0 THEN 'consumer_type=family_or_carer' END",
}

_LINES = (
    "salaries=182500; administration=17000; supervision=8000; accommodation=1200; travel=5400;"
    " room_hire_or_occupancy=12600;"
    " promotion=2000; documentation=800; legal_fees=500; additional_staff=4000"
)

# This year and the last one; what a budget leaves out most often is insurance.
BUDGETS = {
    "program_id": "'program-' || p",
    "period_start": "ago(CASE WHEN k = 0 THEN 145 ELSE 510 END)",
    "period_end": "ago(CASE WHEN k = 0 THEN -220 ELSE 146 END)",
    "approved_on": "CASE WHEN NOT missed(i, 424, 40) THEN ago(CASE WHEN k = 0 THEN 160"
    " ELSE 525 END) END",
    "lines": f"'{_LINES}' || CASE WHEN missed(i, 425, 40) THEN '' ELSE '; insurance=3900' END",
    "total": "237900",
    "explanations": "CASE WHEN k = 1 AND missed(p, 426, 3) THEN 'total=as planned' END",
    "spent_to_date": "CASE WHEN k = 0 THEN 90000 WHEN missed(p, 427, 5) THEN 180000"
    " ELSE 229000 END",
    "last_checked_on": "ago(CASE WHEN missed(p, 209, 40) THEN 150 ELSE pick(i, 429, 2, 25) END)",
    "forecast_on": "CASE WHEN NOT missed(i, 430, 60) THEN ago(pick(i, 431, 20, 300)) END",
    "forecast_amount": "CASE WHEN missed(i, 432, 60) THEN 260000 ELSE 236000 END",
}

# One a year; one in twenty-five leaves out what speaks for it.
REQUESTS = {
    "program_id": "'program-' || p",
    "kind": chosen("expansion", "renewal", "additional", by="p"),
    "amount": "50000 + 1000 * (p % 40)",
    "submitted_on": "ago(pick(p, 433, 20, 340))",
    "submitted_to": "CASE WHEN missed(p, 434, 40) THEN 'executive' WHEN p % 2 = 0 THEN 'board'"
    " ELSE 'funder' END",
    "contents": "CASE WHEN missed(p, 435, 25) THEN 'justification'"
    " ELSE 'justification; current_research_on_effectiveness_and_model;"
    " evidence_of_demand_for_expansion; possible_savings; external_funding_options' END",
}

_Asked = tuple[str, str, str]
"""An obligation, who answers where it matters, and the item of which there are several answers."""


def _read(asked: str) -> tuple[_Asked, ...]:
    """Return what is written as `OBLIGATION/GROUP/ITEM`, the last two where there are any."""
    parts = [(*one.split("/"), "", "") for one in asked.split()]
    return tuple((one[0], one[1], one[2]) for one in parts)


_OF_PROGRAM = _read("""
EVA-SCN-06 EVA-OUT-05 EVA-OUT-12 EVA-QUA-05 GOV-OBJ-03 GOV-OBJ-04 GOV-SUS-01 GOV-SUS-04 GOV-SUS-12
GOV-HIE-03 GOV-STK-02 GOV-STK-04 GOV-STK-11 MOD-COM-02 MOD-TEL-02 PAR-REP-05 PAR-COD-02
PAR-INV-07/peer_workers PER-MAN-06/peer_workers PER-REC-09 PER-TRA-03/peer_workers
PRA-VAL-02/peer_workers PRA-VAL-03 PRA-VAL-05 PRA-VAL-07 PRA-VAL-08 PRA-VAL-09/peer_workers
PRA-INF-01 PRA-PWR-03/peer_workers PRA-RSK-01 PRA-RSK-03 PRA-COL-02 PRA-ETH-04 PRA-IPS-01
PRA-IPS-06 PRA-IPS-07 PRA-IPS-08 WFD-STG-03 WFD-STG-06/peer_workers WFD-STG-07/peer_workers
WFD-STG-07/other_staff WFD-SUP-02/peer_workers WFD-SUP-08/peer_workers
PRA-VAL-01//speaking_and_acting_for_oneself PRA-VAL-01//more_say_over_life_and_support
PRA-VAL-01//working_together_for_change PRA-VAL-01//challenging_stigma_and_discrimination
PRA-VAL-01//non_medicalised_options PRA-VAL-01//valuing_user_controlled_organisations
PRA-VAL-01//human_and_civil_rights
PRA-VAL-01//part_of_mainstream_life_with_duties_and_entitlements
PRA-IPS-02//power_between_peer_and_non_peer_staff PRA-IPS-02//dual_relationships
PRA-IPS-02//risk_assessment_and_management PRA-IPS-02//peer_specific_training_and_support
PRA-IPS-04//partnership_in_which_both_learn PRA-IPS-04//trauma_informed_relating
PRA-IPS-04//attention_to_how_sense_is_made PRA-IPS-04//moving_towards_what_is_wanted
WFD-SUP-07/peer_workers/role_clarity WFD-SUP-07/peer_workers/coworker_support
WFD-SUP-07/peer_workers/rapport_with_supervisor WFD-SUP-07/peer_workers/inclusion_in_processes
WFD-SUP-07/peer_workers/independent_functioning WFD-SUP-07/peer_workers/respect_for_expertise
""")
_OF_ORGANISATION = _read("""
GOV-REP-17 MOD-CLS-07 PAR-REP-04 PER-MAN-11 PRA-VAL-10 PRA-PWR-01 PRA-PWR-04/clinical_leaders
PRA-BND-14 WFD-STG-02 WFD-STG-04 WFD-LED-01 WFD-LED-02/executive WFD-LED-03/executive
WFD-LED-03/peer_workers WFD-LED-04 WFD-NET-01 WFD-CAR-04 WFD-RDY-04 WFD-RDY-13
PRA-VAL-04//promoting_citizenship PRA-VAL-04//organisational_commitment
PRA-VAL-04//working_relationships PRA-VAL-04//support_for_personally_defined_recovery
WFD-LED-05//colleagues WFD-LED-05//management WFD-LED-05//funders
""")

_OF_COMMITTEE = _read("PAR-REP-03 PAR-REP-13")


def _answers(
    per: str, asked: tuple[_Asked, ...], committee: str | None = None, *, committees: int = 1
) -> Part:
    """Return the answers to what is *asked*, for each committee; few are late or not good."""
    obligations, groups, items = zip(*asked, strict=True)
    rare = f"CASE WHEN {chosen(*items)} = '' THEN 120 ELSE 600 END"
    answered = f"ago(CASE WHEN missed(i, 442, {rare}) THEN 800 ELSE pick(i, 443, 5, 165) END)"
    columns = {
        "organisation_id": "'organisation-' || o",
        "program_id": "'program-' || p" if per == "program" else "NULL",
        "committee_id": "NULL" if committee is None else f"'committee-' || ({committee})",
        "obligation_id": chosen(*obligations),
        "item": f"nullif({chosen(*items)}, '')",
        "answer": f"CASE WHEN missed(i, 441, {rare}) THEN 'negative' ELSE 'positive' END",
        "count": "3 + i % 9",
        "answerer_role": f"coalesce(nullif({chosen(*groups)}, ''), 'managers')",
        "answered_on": answered,
        "evidence": f"CASE WHEN NOT missed(i, 444, {rare}) THEN 'minutes' END",
        "next_due_on": f"{answered} + 365",
        "action_due_on": f"CASE WHEN missed(i, 441, {rare}) AND i % 2 = 0 THEN ago(-60) END",
    }
    return Part(per, len(asked) * committees, columns)


EVALUATION = {
    "feedback": (Part("program", 12, FEEDBACKS),),
    "review": (Part("program", 6, REVIEWS), Part("organisation", 6, REVIEWS_ABOVE)),
    "statistic": (Part("program", 8, STATISTICS),),
    "budget": (Part("program", 2, BUDGETS),),
    "funding_request": (Part("program", 1, REQUESTS),),
    "attestation": (
        _answers("program", _OF_PROGRAM),
        _answers("organisation", _OF_ORGANISATION),
        _answers("program", _OF_COMMITTEE, "4 * p + k // 2", committees=4),
        _answers("organisation", _OF_COMMITTEE, "4 * programs() + 2 * o + k // 2", committees=2),
    ),
}
