"""
Participants and what is done with them: events, matches, shifts, consents, results.

A program writes down some 300 contacts for each full-time peer worker and year. This one keeps 89,
so that the rows of an export are spread over its record types.
"""

from __future__ import annotations

from .part import Part, chosen

_LEFT = "(5 + drawn(i, 102) % (joined(i) - 50) % 340)"
_GONE = "k < 3"

# One in sixty was never asked for goals; of one in forty they were read only at the start.
PARTICIPANTS = {
    "program_id": "'program-' || p",
    "consumer_type": "CASE WHEN missed(i, 103, 60) THEN NULL WHEN line(p)"
    " THEN "
    + chosen("patient", "caller", "family_or_carer")
    + " ELSE "
    + chosen("consumer", "group_member", "student", "family_or_carer")
    + " END",
    "population_groups": "CASE WHEN k % 4 = 0 THEN 'youth' WHEN k % 7 = 0"
    " THEN 'culturally_and_linguistically_diverse' END",
    "age_at_entry": "CASE WHEN missed(i, 104, 60) THEN 15 ELSE 17 + drawn(i, 105) % 60 END",
    "referred_on": "ago(joined(i) + 8)",
    "first_contact_on": "CASE WHEN NOT missed(i, 106, 40) THEN ago(joined(i) + 8 - CASE"
    " WHEN missed(i, 107, 40) THEN 6 ELSE 2 END) END",
    "joined_on": "CASE WHEN NOT missed(i, 108, 60) THEN ago(joined(i)) END",
    "left_on": f"CASE WHEN {_GONE} THEN ago({_LEFT}) END",
    "goals": "CASE WHEN NOT missed(i, 109, 60) THEN 'recorded' END",
    "goals_reviewed_on": "ago(CASE WHEN missed(i, 110, 40) THEN joined(i)"
    " ELSE pick(i, 111, 5, 55) END)",
    "role_explained_on": "CASE WHEN NOT missed(i, 112, 40) THEN ago(joined(i) - 7) END",
    "needs": "CASE WHEN k IN (5, 6, 7) THEN 'counselling; housing'"
    " ELSE " + chosen("housing", "social_connection", "employment", "financial") + " END",
    "needs_recorded_on": "ago(joined(i) - 10)",
    "followed_up_on": f"CASE WHEN {_GONE} AND NOT missed(i, 113, 25) THEN ago({_LEFT} - 5) END",
    "declined": "CASE WHEN missed(i, 114, 20) THEN 'outcome_measurement' END",
}

# Whoever came is matched with a peer worker who stays; pairs are made anew now and then.
MATCHES = {
    "worker_id": "peer(p, 8 * k + p)",
    "participant_id": "'participant-' || i",
    "matched_on": f"CASE WHEN NOT missed(i, 115, 60) THEN ago(CASE WHEN {_GONE} THEN {_LEFT} + 8"
    f" ELSE pick(i, 116, 20, 55) END) END",
    "ended_on": f"CASE WHEN {_GONE} THEN ago({_LEFT}) END",
    "prior_relationship": "CASE WHEN NOT missed(i, 117, 40) THEN missed(i, 118, 20) END",
}

_EVENT = {
    "program_id": "'program-' || p",
    "objective_id": "'objective-' || (3 * p + k % 2)",
    "within_role": "NOT missed(i, 120, 50)",
    "facilitated_by_peers": "true",
}

# Each week a group; one program in forty missed a week, and one group in sixty was led by others.
GROUPS = _EVENT | {
    "kind": "'group_meeting'",
    "held_on": "ago(3 + 7 * CASE WHEN k = 6 AND missed(p, 121, 40) THEN 5 ELSE k END)",
    "channel": "'face_to_face'",
    "place": "CASE WHEN line(p) THEN 'ward' ELSE 'centre' END",
    "purposes": "'social_support; skills; community_links'",
    "participant_ids": "'participant-' || (25 * p + k % 25) || '; participant-'"
    " || (25 * p + (k + 9) % 25)",
    "participant_count": "4 + drawn(i, 122) % 7",
    "worker_ids": "peer(p, k)",
    "facilitated_by_peers": "NOT missed(i, 123, 60)",
}

# Two meetings of each match in the last weeks; one in forty has waited longer. In one program of
# eight there is somebody who does what others do not: all that this peer worker did lies outside
# the role.
SESSIONS = _EVENT | {
    "kind": "'individual_session'",
    "held_on": "ago(1 + drawn(i // 2, 124) % 12 + CASE WHEN missed(p, 119, 8)"
    " AND k // 2 IN (0, 21) THEN 9 ELSE 0 END + CASE WHEN missed(i // 2, 125, 40) THEN 30"
    " ELSE 13 * (i % 2) END)",
    "channel": "'face_to_face'",
    "place": "CASE WHEN line(p) THEN 'ward' ELSE 'community' END",
    "purposes": "'personal_goals; rights_and_options'",
    "participant_ids": "'participant-' || (i // 2)",
    "participant_count": "CASE WHEN NOT missed(i, 126, 120) THEN 1 END",
    "worker_ids": "peer(p, 8 * (k // 2) + p)",
    "within_role": "NOT (missed(p, 119, 8) AND k // 2 IN (0, 21)) AND NOT missed(i, 120, 80)",
}

_KINDS = (
    "course",
    "call",
    "respite_stay",
    "centre_program",
    "outreach",
    "peer_mentoring",
    "activity",
    "individual_session",
)

# What a program does besides, over two and a half years.
ACTIVITIES = _EVENT | {
    "kind": chosen(*_KINDS),
    "held_on": "ago(8 + k * CASE WHEN fresh(p) THEN 8 ELSE 38 END - drawn(i, 127) % 6)",
    "channel": "CASE WHEN k % 8 = 1 THEN 'telephone' ELSE 'face_to_face' END",
    "place": "CASE WHEN k % 8 = 3 THEN 'centre' ELSE 'community' END",
    "purposes": chosen(
        "online_competency_training; dedicated_peer_mentor",
        "practical_volunteering; crisis_support",
        "education_and_employment_readiness; skills",
        "family_and_friends; everyday_tasks; community_links",
    ),
    "participant_ids": "'participant-' || (25 * p + k)",
    "participant_count": "CASE WHEN NOT missed(i, 128, 120) THEN 3 + drawn(i, 129) % 9 END",
    "worker_ids": "peer(p, k + 3)",
}

# Of those who come, some came by themselves, and whoever needed counselling was sent on within
# days.
REFERRALS = {
    "participant_id": "'participant-' || (25 * p + k)",
    "direction": "CASE WHEN k < 3 THEN 'inward' ELSE 'outward' END",
    "to_or_from": chosen(
        "self",
        "self",
        "self",
        "housing_support",
        "mental_health_service",
        "counselling_service",
        "counselling_service",
        "advocacy_service",
    ),
    "reason": "CASE WHEN k < 3 THEN 'peer_support' WHEN k < 5 THEN 'housing; community_support'"
    " ELSE 'counselling' END",
    "made_on": "ago(joined(25 * p + k) - 10 - CASE WHEN k < 3 THEN -18 WHEN k < 5 THEN 40"
    " WHEN missed(i, 130, 25) THEN 30 ELSE 7 END)",
    "completed_on": "ago(joined(25 * p + k) - 55)",
}

# In one program of forty, nobody came one night.
_NIGHT = "CASE WHEN k = 40 AND missed(p, 143, 40) THEN k ELSE k - 1 END"

# One shift a night; in one house of four it lasts the day round. One in sixty had one peer, or
# nobody on call.
SHIFTS = {
    "program_id": "'program-' || p",
    "starts_at": f"CAST(ago({_NIGHT}) AS TIMESTAMP) + to_hours(CASE WHEN p % 8 = 7 THEN 9"
    f" ELSE 18 END)",
    "ends_at": f"CAST(ago({_NIGHT}) AS TIMESTAMP) + to_hours(CASE WHEN p % 8 = 7 THEN 33"
    f" ELSE 22 END)",
    "worker_ids": "peer(p, k % 6) || CASE WHEN missed(i, 131, 60) THEN ''"
    " ELSE '; ' || peer(p, k % 6 + 1) END",
    "on_call_supervisor_id": "CASE WHEN NOT missed(i, 132, 60) THEN 'worker-' || (50 * p + 3) END",
}

# What a ward may pass on is agreed with each; elsewhere it is stories, names and pictures.
CONSENTS = {
    "person_kind": "CASE WHEN line(p) OR k % 3 = 2 THEN 'participant' ELSE 'worker' END",
    "person_id": "CASE WHEN line(p) OR k % 3 = 2 THEN 'participant-' || i ELSE peer(p, k) END",
    "subject": "CASE WHEN line(p) THEN CASE WHEN missed(i, 133, 30) THEN 'follow_up_contact'"
    " ELSE 'passing_on_of_consumer_information' END"
    " ELSE " + chosen("personal_story", "disclosure_of_peer_status", "image_or_recording") + " END",
    "audience": "'own_team; partner_services'",
    "given_on": "ago(pick(i, 134, 250, 400))",
    "withdrawn_on": "CASE WHEN missed(i, 135, 40) THEN ago(240) END",
    "expires_on": "CASE WHEN missed(i, 136, 40) THEN ago(235) ELSE ago(-300) END",
    "last_used_on": "CASE WHEN k % 4 > 0 THEN ago(pick(i, 137, 5, 230)) END",
}

_DOMAINS = (
    "well_being",
    "quality_of_life",
    "housing",
    "hospitalisation",
    "admissions",
    "hope",
    "isolation",
    "community_belonging",
    "coping",
    "social_interaction",
)

# A result of each participant in the last half year; of one in thirty it is older.
RESULTS = {
    "program_id": "'program-' || p",
    "participant_id": "'participant-' || i",
    "domain": chosen(*_DOMAINS),
    "instrument_kind": "CASE WHEN k % 10 = 5 THEN 'personalised' ELSE 'standardised' END",
    "stage": chosen("baseline", "interim", "follow_up"),
    "measured_on": "ago(CASE WHEN missed(i, 138, 30) THEN 200 ELSE pick(i, 139, 5, 55) END)",
    "value": "1 + drawn(i, 140) % 9",
}

# Results that belong to nobody by name: what the work gives to workers, and what colleagues think.
RESULTS_OF_TEAMS = RESULTS | {
    "participant_id": "NULL",
    "domain": chosen("self_esteem", "attitudes_of_managers_and_practitioners"),
    "instrument_kind": "'standardised'",
    "measured_on": "ago(CASE WHEN missed(p, 141, 30) THEN 400 ELSE pick(i, 142, 20, 300) END)",
}

SUPPORT = {
    "participant": (Part("program", 25, PARTICIPANTS),),
    "match": (Part("program", 25, MATCHES),),
    "service_event": (
        Part("program", 15, GROUPS),
        Part("program", 50, SESSIONS),
        Part("program", 24, ACTIVITIES),
    ),
    "referral": (Part("program", 8, REFERRALS),),
    "shift": (Part("line", 95, SHIFTS),),
    "consent": (Part("program", 25, CONSENTS),),
    "outcome": (Part("program", 25, RESULTS), Part("program", 2, RESULTS_OF_TEAMS)),
}
