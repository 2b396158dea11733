"""Workers, their positions and papers, supervision and training."""

from __future__ import annotations

from .part import Part, chosen

WORKERS = {
    "program_id": "CASE WHEN role(w) <> 14 THEN 'program-' || p END",
    "organisation_id": "'organisation-' || o",
    "position_id": "CASE WHEN NOT (missed(w, 38, 150) AND role(w) % 5 < 2) THEN 'position-'"
    " || CASE WHEN missed(w, 39, 120) THEN 11 * p + 7 ELSE position_of(w) END END",
    # Two of five are volunteers, as in the workforce study of the ACT (1,143 of 3,194 people). One
    # of fifty is lent by another service.
    "engagement": "CASE WHEN role(w) % 5 < 2 THEN 'volunteer' WHEN role(w) = 49 THEN 'seconded'"
    " ELSE 'paid' END",
    "is_peer": "is_peer(w)",
    "perspective": "CASE WHEN NOT is_peer(w) OR missed(w, 31, 60) THEN NULL"
    " WHEN role(w) IN (22, 32, 42) THEN 'family_carer' ELSE 'personal' END",
    "specialisations": "CASE WHEN role(w) IN (12, 23, 33) THEN 'youth; suicidality'"
    " WHEN role(w) = 3 THEN 'trauma' END",
    "frontline": "role(w) NOT IN (2, 8, 13, 14, 40, 41, 45, 46)",
    "level": "CASE WHEN role(w) = 2 THEN 'management' WHEN role(w) IN (3, 7, 12, 17)"
    " THEN 'team_leader'"
    " WHEN role(w) IN (8, 13) THEN 'administration' WHEN role(w) = 14 THEN 'executive'"
    " WHEN role(w) = 40 THEN 'board' ELSE 'front_line' END",
    # One works alone, far out.
    "location": "CASE WHEN role(w) = 27 THEN 'outpost ' ELSE 'house ' END || p",
    "hours_per_week": "CASE WHEN role(w) % 5 < 2 THEN 4 WHEN role(w) IN (2, 8, 13, 14) THEN 38"
    " ELSE 22.8 END",
    # One paid peer in forty is below the standard of the position; pay of colleagues is equal.
    "hourly_rate": "CASE WHEN role(w) % 5 < 2 THEN NULL WHEN role(w) IN (2, 14) THEN 60.00"
    " WHEN role(w) IN (3, 7, 12, 17) THEN 47.10 WHEN missed(w, 32, 40) THEN 36.40 ELSE 39.20 END",
    # Contracts that end are as frequent among peers as among others.
    "contract_end_on": "CASE WHEN role(w) IN (4, 9) THEN ago(-400)"
    " WHEN role(w) = 28 THEN ago(-pick(w, 33, 10, 400)) END",
    "flexible_hours": "CASE WHEN missed(w, 34, 120) THEN NULL"
    " WHEN missed(w, 35, 80) THEN 'under_discussion'"
    " WHEN missed(w, 36, 15) THEN 'declined_by_worker' ELSE 'agreed' END",
    "flexible_hours_decided_on": "started(w)",
    "inexperienced": "started(w) > ago(300)",
    "experienced_peer": "started(w) < ago(700)",
    "first_peer_position": "role(w) % 7 = 0",
    "started_on": "started(w)",
    "ended_on": "ended(w)",
    "manager_id": "CASE WHEN role(w) = 14 THEN NULL WHEN w = 50 * p + 2 THEN 'worker-'"
    " || (50 * p + 14)"
    " WHEN role(w) IN (2, 3, 7, 12, 17) THEN manager_of(p) WHEN missed(w, 37, 80) THEN 'worker-'"
    " || (50 * p + 14) ELSE leader_of(w) END",
}

# Ten sessions, two weeks apart, and each week two for those who also work at night. One worker in
# a hundred was forgotten for two months; of one in fifty it was the talks with the leader
# that stopped, and with one in forty nobody spoke of boundaries lately.
SUPERVISION = {
    "worker_id": "'worker-' || w",
    "supervisor_id": "CASE WHEN role(w) IN (2, 3, 7, 12, 14, 17) THEN manager_of(p)"
    " ELSE leader_of(w) END",
    "kind": "CASE WHEN k % 2 = 1 THEN 'co_supervision' WHEN missed(w, 16, 50)"
    " THEN 'support_contact' ELSE 'line' END",
    "format": "CASE WHEN k % 2 = 0 THEN 'individual' ELSE 'group' END",
    "peer_led": "k % 2 = 1",
    "external": "role(w) = 14",
    "held_on": "ago(CASE WHEN missed(w, 13, 100) THEN 60 ELSE 0 END + CASE WHEN line(p)"
    " THEN 1 + drawn(w, 11) % 6 + 7 * (k // 2) ELSE 1 + drawn(w, 11) % 10 + 14 * k END)",
    "topics": "CASE WHEN missed(w, 17, 60) AND k < 8 OR missed(w, 18, 80) THEN"
    " 'workload; performance' ELSE "
    + chosen(
        "boundaries; workload",
        "boundaries; power; connection; worldview; mutuality; conflict_of_roles",
        "well_being; conflict_of_roles; performance",
        "boundaries; self_disclosure; mutuality",
        "training; risk",
    )
    + " END",
}

# The first days, before anybody is met; formal training; and what is learnt each year. A manager
# makes the team ready first. In one organisation of twenty-five, some were never sent: the manager
# went.
TRAINING = {
    "worker_id": "CASE WHEN missed(o, 49, 25) AND missed(w, 48, 20) THEN manager_of(p)"
    " ELSE 'worker-' || w END",
    "course": chosen("induction", "certificate_iv_in_mental_health_peer_work", "learning days"),
    "kind": "CASE WHEN k = 0 AND role(w) = 2 THEN 'induction; readiness' ELSE "
    + chosen(
        "induction; introductory; mandatory; role_specific",
        "formal_training; peer_specific",
        "ongoing_professional_development; peer_led_training; formal_training; readiness",
    )
    + " END",
    "topics": "CASE WHEN k = 2 AND missed(w, 41, 80) THEN 'role_of_peer_workers; boundaries;"
    " recovery; return_to_work'"
    " WHEN k = 0 AND role(w) = 2 THEN 'privacy_and_confidentiality; role_of_peer_workers;"
    " boundaries; capabilities; mutual_support' ELSE "
    + chosen(
        "privacy_and_confidentiality; incident_reporting; occupational_health_and_safety",
        (
            "boundaries_for_peer_work; negotiating_boundaries; intentional_peer_support;"
            " trauma_informed_practice"
        ),
        "role_of_peer_workers; boundaries; capabilities; mutual_support; recovery; return_to_work",
    )
    + " END",
    "peer_led": "k = 2",
    "accredited": "k = 1",
    "started_on": "CASE WHEN k = 2 THEN ago(CASE WHEN missed(w, 42, 40) THEN 502"
    " ELSE pick(w, 43, 10, 170) + 2 END) ELSE started(w) - 30 END",
    # One worker in forty began before the first days were over, one in sixty still waits for the
    # certificate.
    "completed_on": "CASE WHEN k = 2 THEN ago(CASE WHEN missed(w, 42, 40) THEN 500"
    " ELSE pick(w, 43, 10, 170) END)"
    " WHEN k = 0 THEN started(w) - CASE WHEN missed(w, 44, 40) THEN -40 ELSE 4 END"
    " WHEN NOT missed(w, 45, 60) THEN started(w) - CASE WHEN missed(w, 40, 60) THEN -60"
    " ELSE 6 END END",
    "expires_on": "CASE WHEN k = 0 AND missed(w, 46, 60) THEN ago(pick(w, 47, 1, 200)) END",
    "hours": "CASE WHEN k = 1 THEN 120 ELSE 7 END",
}

# From the manager, who is a peer, to the executive: six positions for peers, of which one is for
# volunteers, and five for others.
POSITIONS = {
    "program_id": "'program-' || p",
    "title_class": "CASE WHEN k > 5 THEN NULL WHEN k = 2 AND missed(p, 50, 25) THEN 'other'"
    " ELSE "
    + chosen(
        "executive_lived_experience_role",
        "senior_peer_support_worker",
        "peer_support_worker",
        "carer_peer_support_worker",
        "specialist_peer_support_worker",
        "peer_support_worker",
    )
    + " END",
    "designated": "k < 6",
    "discipline": chosen(
        *["lived_experience"] * 6,
        "community_support",
        "casework",
        "administration",
        "allied_health",
        "management",
    ),
    "paid": "k NOT IN (5, 6)",
    "grade": "list_extract([8, 5, 4, 4, 4, NULL, NULL, 4, 4, 4, 9], CAST(1 + k AS BIGINT))",
    "specialisations": "CASE WHEN k = 4 THEN 'youth' END",
    "pay_standard_rate": "CASE WHEN k IN (5, 6) OR (k = 3 AND missed(p, 51, 25)) THEN NULL"
    " WHEN k IN (0, 10) THEN 58.00"
    " WHEN k = 1 THEN 46.00 ELSE 38.60 END",
    "required_training": "'induction'",
    "recognised_qualifications": "CASE WHEN k NOT IN (5, 6)"
    " THEN 'certificate_iv_in_mental_health_peer_work' END",
    "duties": chosen(
        "manager; project_coordination",
        "team_leading; supervision; direct_support",
        "direct_support; group_facilitation",
        "direct_support",
        "specialist_support_in_specialist_setting",
        "direct_support",
        "other",
        "direct_support",
        "administration",
        "direct_support",
        "director",
    ),
    "developed_with": "CASE WHEN missed(i, 52, 40) THEN 'managers'"
    " ELSE 'peer_workers; managers; supervisors; caseworkers' END",
    "specialist_lead_ids": "CASE WHEN k = 4 THEN 'worker-' || (50 * p + CASE"
    " WHEN missed(p, 53, 40) THEN 3 ELSE 12 END) END",
    "vacant_since": "CASE WHEN missed(i, 54, 60) THEN ago(pick(i, 55, 10, 200)) END",
}

# Written before the program began, and read again after the last change; one in a hundred is no
# more than a draft.
POSITION_DESCRIPTIONS = {
    "position_id": "'position-' || i",
    "kind": "CASE WHEN k IN (5, 6) THEN 'statement_of_activity' ELSE 'position_description' END",
    "approved_on": "CASE WHEN NOT missed(i, 56, 100) THEN opened(p) - 10 END",
    "last_reviewed_on": "ago(CASE WHEN missed(i, 57, 40) THEN 500 ELSE pick(i, 58, 10, 110) END)",
    "sections": "CASE WHEN missed(i, 59, 80) THEN 'purpose; duties; expectations; criteria'"
    " ELSE 'purpose; scope; duties; expectations; hours; flexibility; not_expected;"
    " distinction_from_other_roles;"
    " criteria; supervision; reporting_line' END",
    "lived_experience_essential": "k < 6 AND NOT missed(i, 60, 60)",
    "other_criteria": "CASE WHEN NOT missed(i, 61, 60) THEN 'skills; values' END",
}

# Volunteers, two of five workers, each have one; every fortieth has lapsed.
AGREEMENTS = {
    "worker_id": "'worker-' || (i // 2 * 5 + i % 2)",
    "kind": "'volunteer_agreement'",
    "signed_on": "ago(100 + drawn(i, 2) % 200)",
    "expires_on": "ago(10 - drawn(i, 3) % 400)",
    "terms": "CASE WHEN missed(i, 62, 50) THEN 'performance; confidentiality'"
    " ELSE 'termination; resignation; performance; standards_of_behaviour; confidentiality' END",
}

# What paid people whose contract ends were promised.
CONTRACTS = {
    "worker_id": "'worker-' || least(50 * p + 28, workers() - 1)",
    "kind": "'employment_contract'",
    "signed_on": "CASE WHEN NOT missed(p, 63, 40) THEN ago(20) END",
    "expires_on": "ago(-1000)",
    "terms": "'hours; termination; resignation'",
}

# The role, the handbook, privacy, and boundaries; one in sixty to eighty signed something else.
ACKNOWLEDGEMENTS = {
    "worker_id": "'worker-' || w",
    "document_id": "CASE WHEN k = 0 AND NOT missed(w, 65, 60) THEN 'position_description-'"
    " || position_of(w)"
    " ELSE 'policy-' || (13 * o + CASE WHEN k = 0 OR missed(i, 64, 80) THEN 3 + k"
    " ELSE k - 1 END) END",
    "document_kind": "CASE WHEN k = 0 AND NOT missed(w, 65, 60) THEN 'position_description'"
    " ELSE 'policy' END",
    "acknowledged_on": "ago(CASE WHEN missed(i, 66, 60) THEN 199 ELSE pick(i, 67, 20, 180) END)",
}

# Once a year; one in thirty is late, and one in forty or fifty leaves a part out.
PLANS = {
    "worker_id": "'worker-' || w",
    "reviewed_on": "ago(CASE WHEN missed(w, 68, 30) THEN 420 ELSE pick(w, 69, 5, 340) END)",
    "training_needs": "CASE WHEN missed(w, 70, 50) THEN 'learning days'"
    " ELSE 'certificate_iv_in_mental_health_peer_work; learning days' END",
    "career_goals": "CASE WHEN NOT missed(w, 90, 40) THEN 'recorded' END",
    "personal_goals": "'recorded'",
    "motivations": "CASE WHEN NOT missed(w, 72, 40) THEN 'recorded' END",
    "supports_agreed": "'recorded'",
}

# Offered to all who are no peers, and to one peer; in one organisation of many, the first was left
# out.
OFFERS = {
    "worker_id": "CASE WHEN k = 11 OR (k = 0 AND missed(o, 73, 25)) THEN peer(p, 3)"
    " ELSE other(p, k) END",
    "offered_on": "ago(pick(i, 74, 10, 300))",
    "optional": "NOT missed(i, 75, 60)",
    "accepted": "i % 3 > 0",
}

# One a year, asked inside first; one in twenty-five or thirty leaves a step out.
RECRUITMENTS = {
    "position_id": "'position-' || (11 * p + 2)",
    "internal_search_on": "CASE WHEN NOT missed(p, 76, 25) THEN ago(pick(p, 77, 90, 120)) END",
    "internal_search_topics": "'wish_to_expand_skills; wish_to_change_role; partial_secondment'",
    "advertised_on": "ago(pick(p, 77, 90, 120) - 10)",
    "criteria": "CASE WHEN missed(p, 78, 30) THEN 'lived_experience'"
    " ELSE 'lived_experience; skills; values' END",
    "guidance_used": "CASE WHEN NOT missed(p, 79, 25) THEN 'national_lived_experience_guide' END",
    "appointed_on": "ago(pick(p, 77, 90, 120) - 60)",
    "closed_on": "ago(pick(p, 77, 90, 120) - 60)",
}

# Those who left, in this order.
_LEFT = "(50 * p + list_extract([6, 16, 19], CAST(1 + k AS BIGINT)))"

SEPARATIONS = {
    "worker_id": f"'worker-' || {_LEFT}",
    "kind": chosen("termination", "resignation", "end_of_contract"),
    "decided_on": f"ended({_LEFT}) - 20",
    "left_on": f"ended({_LEFT})",
    "role_document_id": f"CASE WHEN NOT missed(i, 88, 40) THEN 'position_description-'"
    f" || position_of({_LEFT}) END",
    "alternative_considered_on": f"CASE WHEN NOT missed(i, 80, 25) THEN ended({_LEFT}) - 30 END",
    "handover_on": f"CASE WHEN NOT missed(i, 81, 25) THEN ended({_LEFT}) - 1 END",
}

# One worker in six says that a relationship is not only one of work, and most of them have a plan.
# One in sixty was not asked yet: the manager was, for a second time.
DECLARATIONS = {
    "worker_id": "'worker-' || CASE WHEN missed(w, 83, 60) THEN 50 * p + 2 ELSE w END",
    "match_id": "CASE WHEN drawn(w, 82) % 30 = 2 THEN 'match-' || (25 * p + w % 25) END",
    "kind": "CASE CASE WHEN role(w) <> 14 THEN drawn(w, 82) % 30 END"
    " WHEN 0 THEN 'consumer_and_worker_of_same_service' WHEN 1 THEN 'advocate_against_own_employer'"
    " WHEN 2 THEN 'formal_relationship_became_friendship' WHEN 3 THEN 'colleague_is_own_clinician'"
    " WHEN 4 THEN 'earlier_friend_or_fellow_inpatient' ELSE 'none' END",
    "declared_on": "ago(pick(w, 84, 90, 190))",
    "plan_agreed_on": "CASE WHEN NOT missed(w, 85, 30) THEN ago(pick(w, 84, 90, 190) - 15) END",
    "last_reviewed_on": "CASE WHEN NOT missed(w, 86, 30) THEN ago(pick(w, 87, 5, 85)) END",
    "ended_on": "CASE WHEN missed(w, 89, 6) THEN ago(pick(w, 87, 5, 85) - 3) END",
}

PEOPLE = {
    "worker": (Part("worker", 1, WORKERS),),
    "position": (Part("program", 11, POSITIONS),),
    "position_description": (Part("program", 11, POSITION_DESCRIPTIONS),),
    "agreement": (Part("worker", 0.4, AGREEMENTS), Part("program", 1, CONTRACTS)),
    "acknowledgement": (Part("worker", 4, ACKNOWLEDGEMENTS),),
    "supervision": (Part("worker", 10, SUPERVISION),),
    "training": (Part("worker", 3, TRAINING),),
    "development_plan": (Part("worker", 1, PLANS),),
    "wellness_offer": (Part("program", 12, OFFERS),),
    "recruitment": (Part("program", 1, RECRUITMENTS),),
    "separation": (Part("program", 3, SEPARATIONS),),
    "relationship_declaration": (Part("worker", 1, DECLARATIONS),),
}
