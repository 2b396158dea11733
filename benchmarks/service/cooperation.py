"""Stakeholders, partners, committees and meetings."""

from __future__ import annotations

from .part import Part, chosen

_GROUPS = (
    "other_staff",
    "peak_body",
    "target_group",
    "users_group",
    "similar_program",
    "sector_body",
    "allied_health_professionals",
    "community_of_practice",
    "housing_support",
    "mental_health_service",
    "general_practitioners",
    "aligned_organisation",
)

# The bodies around a program; the first three are key.
STAKEHOLDERS = {
    "program_id": "'program-' || p",
    "group": chosen(*_GROUPS),
    "is_key": "k < 3",
    "stance": chosen("supports", "supports", "tolerates", "supports", "unknown", by="i"),
    "strategy": "CASE WHEN NOT missed(i, 301, 40) THEN 'recorded' END",
    "strategy_reviewed_on": "ago(CASE WHEN missed(i, 302, 30) THEN 420"
    " ELSE pick(i, 303, 20, 340) END)",
    "risks_assessed_on": "ago(CASE WHEN missed(i, 304, 30) THEN 420"
    " ELSE pick(i, 305, 20, 340) END)",
}

# One contact with each stakeholder in the last half year; with one in forty it is longer ago.
ENGAGEMENTS = {
    "program_id": "'program-' || p",
    "stakeholder_id": "'stakeholder-' || i",
    "kind": chosen(
        "regular_updates",
        "consultation",
        "seeking_feedback",
        "meeting",
        "exchange_of_practice",
        "publication",
        "consultation",
        "community_of_practice",
        "network",
        "referral_of_participants",
        "meeting",
        "report_shared",
    ),
    "held_on": "ago(CASE WHEN missed(i, 340, 40) THEN 210 ELSE pick(i, 307, 5, 170) END)",
    "topics": chosen(
        "successes_and_findings",
        "successes_and_findings; results; endorsement",
        "successes_and_findings; feedback",
        "feedback",
        "supporting_peer_workers; best_practice",
        "results; program_overview",
        "delivery_model",
        "new_developments",
        "gaps_and_collaboration",
        "referral",
        "advocacy",
        "successes_and_findings",
    ),
    "used_in": "CASE WHEN k IN (1, 2, 6) AND NOT missed(p, 308, 30) THEN 'review-' || (6 * p) END",
}

# What is agreed with others, the last of it for one program alone; one in sixty has run out.
PARTNERSHIPS = {
    "organisation_id": "'organisation-' || o",
    "program_id": "CASE WHEN k = 5 THEN 'program-' || p END",
    "partner_name": "'partner ' || i",
    "partner_kind": chosen(
        "peer_operated_service",
        "mental_health_service",
        "housing_support",
        "employment_support",
        "legal_aid",
        "voluntary_organisation",
    ),
    "purposes": chosen(
        "partnership_to_provide_ips; partnership_for_workforce_strategies",
        "ward_based_support; clinical_care",
        "referral",
        "referral",
        "advocacy",
        "joint_delivery",
    ),
    "formalised_on": "CASE WHEN NOT missed(i, 309, 40) THEN ago(pick(i, 310, 200, 900)) END",
    "expires_on": "ago(CASE WHEN missed(i, 311, 60) THEN 30 ELSE -pick(i, 312, 60, 900) END)",
}

# Four of a program, and two above them.
COMMITTEES = {
    "organisation_id": "'organisation-' || o",
    "program_id": "'program-' || p",
    "name": "'committee ' || i",
    "kind": chosen("management", "consumer_advisory_group", "reference_group", "policy"),
}

COMMITTEES_ABOVE = COMMITTEES | {"program_id": "NULL", "kind": chosen("executive", "board")}

# Two who represent people with lived experience, a worker who is a peer, and one from outside.
MEMBERSHIPS = {
    "committee_id": "'committee-' || (4 * p + k // 4)",
    "worker_id": "CASE WHEN k % 4 = 2 THEN 'worker-' || (50 * p + 3) END",
    "member_ref": "'member ' || i",
    "background": "CASE WHEN k % 4 < 2 THEN 'lived_experience' WHEN k % 4 = 2 THEN 'practitioner'"
    " ELSE 'academic' END",
    "is_peer": "k % 4 = 2 OR (k % 4 < 2 AND NOT missed(p, 327, 40))",
    "joined_on": "ago(CASE WHEN missed(i, 313, 10) THEN 150 ELSE pick(i, 314, 400, 900) END)",
    "ended_on": "CASE WHEN k % 4 = 1 AND missed(i, 315, 50) THEN ago(20) END",
    "role_description_on": "CASE WHEN NOT missed(i, 316, 30) THEN ago(400) END",
    "inducted_on": "CASE WHEN NOT missed(i, 317, 30) THEN ago(CASE"
    " WHEN missed(i, 313, 10) THEN 150 ELSE 400 END) END",
    "support_person_id": "CASE WHEN k % 4 < 2 AND NOT missed(i, 318, 30) THEN 'worker-'"
    " || (50 * p + 7) END",
    "paid": "NOT missed(i, 319, 30)",
    "payment_declined": "missed(i, 320, 20)",
    "costs_reimbursed": "NOT missed(i, 321, 30)",
    "resources_provided": "CASE WHEN NOT missed(i, 322, 60) THEN 'telephone; printed_papers' END",
    "resources_sufficient": "NOT missed(i, 323, 60)",
}

MEMBERSHIPS_ABOVE = MEMBERSHIPS | {
    "committee_id": "'committee-' || (4 * programs() + 2 * o + k // 4)",
    "worker_id": "CASE WHEN k % 4 = 2 THEN 'worker-' || (100 * o + 2) END",
    "member_ref": "'member above ' || i",
    "support_person_id": "CASE WHEN k % 4 < 2 AND NOT missed(i, 318, 30) THEN 'worker-'"
    " || (100 * o + 7) END",
}


# The meetings of a quarter of the team, and those of a year of everybody else.
_HELD = (
    "CASE WHEN k < 3 THEN 4 + 28 * k WHEN k < 6 THEN 8 + 28 * (k - 3)"
    " WHEN k < 8 THEN 12 + 40 * (k - 6)"
    " WHEN k < 10 THEN 20 + 55 * (k - 8) WHEN k < 12 THEN 30 + 170 * (k - 10) WHEN k = 18 THEN 100"
    " WHEN k = 19 THEN 35"
    " ELSE 10 + 190 * (k % 2) + k END + CASE WHEN k IN (10, 12, 18) AND missed(p, 324, 30)"
    " THEN 260 ELSE 0 END"
)

MEETINGS = {
    "committee_id": "CASE WHEN k < 12 OR k = 18 THEN NULL ELSE 'committee-' || (4 * p + CASE"
    " WHEN k < 14 THEN 1"
    " WHEN k < 16 THEN 2 WHEN k < 18 THEN 0 ELSE 3 END) END",
    "program_id": "'program-' || p",
    "kind": "CASE WHEN k < 3 THEN 'team' WHEN k < 6 THEN 'handover'"
    " WHEN k < 8 THEN 'care_planning' WHEN k < 10 THEN 'peer_network'"
    " WHEN k < 12 THEN 'users_group_session' WHEN k = 18 THEN 'curriculum' ELSE 'committee' END",
    "held_on": f"ago({_HELD})",
    "attendee_ids": "CASE WHEN k < 10 THEN team(p, 330 + k) WHEN k IN (10, 11, 18)"
    " THEN listed('participant-', 25 * p, 25) ELSE"
    " listed('membership-', 16 * p + 4 * CASE WHEN k < 14 THEN 1 WHEN k < 16 THEN 2"
    " WHEN k < 18 THEN 0 ELSE 3 END, 4) END",
    "topics": chosen(
        "power; boundaries; advocacy",
        "risk; incidents",
        "care_planning; differing_views",
        "feedback; policy; planning",
    )
    + " || CASE WHEN k = 11 AND NOT missed(p, 325, 25) THEN '; change_of_model' ELSE '' END",
    "minutes": "true",
    "papers_sent_on": f"CASE WHEN k > 11 AND k <> 18 THEN ago({_HELD} + CASE"
    f" WHEN missed(i, 326, 25) THEN 2 ELSE 10 END) END",
}

COOPERATION = {
    "stakeholder": (Part("program", 12, STAKEHOLDERS),),
    "engagement": (Part("program", 12, ENGAGEMENTS),),
    "partnership": (Part("organisation", 6, PARTNERSHIPS),),
    "committee": (Part("program", 4, COMMITTEES), Part("organisation", 2, COMMITTEES_ABOVE)),
    "membership": (Part("program", 16, MEMBERSHIPS), Part("organisation", 8, MEMBERSHIPS_ABOVE)),
    "meeting": (Part("program", 20, MEETINGS),),
}
