"""Lists of slugs that several fields share; items and order are those of the source documents."""

from __future__ import annotations


def slugs(words: str) -> tuple[str, ...]:
    """Return the slugs of *words*, which are separated by white space."""
    return tuple(words.split())


def union(*lists: tuple[str, ...]) -> tuple[str, ...]:
    """Return the slugs of all *lists* in their order, each of them once."""
    return tuple(dict.fromkeys(slug for slugs_ in lists for slug in slugs_))


# Operating a Peer Support Service: Service objectives
OBJECTIVE_REVIEW_TOPICS = slugs(
    "objectives_match_delivery core_and_organisational_values sustainable_in_five_years "
    "personnel_skills_and_duties delivery_model target_group"
)

# Operating a Peer Support Service: Service objectives
OBJECTIVE_REVIEW_INPUTS = slugs(
    "initial_grant_submissions implementing_staff early_consumers peer_workers service_users"
)

# Operating a Peer Support Service: Reporting
INTERNAL_REPORTS = slugs(
    "milestone_achievement budget_expenditure_update number_of_consumers_engaged "
    "staff_performance annual_status_report_to_executive"
)

# Operating a Peer Support Service: Policies & procedures
INTERNAL_AUDIT_KEY_AREAS = slugs(
    "volunteer_procedures_and_support occupational_health_and_safety "
    "security_of_personnel_and_confidential_documents cash_handling "
    "past_non_conformance critical_incidents_and_responses"
)

# Operating a Peer Support Service: collected from all five documents
REQUIRED_POLICY_TOPICS = slugs(
    "incident_reporting complaints_and_grievances_of_users feedback_response "
    "improvement_process volunteer_management occupational_health_and_safety "
    "security_of_personnel_and_documents cash_handling "
    "response_and_escalation_for_participants privacy_and_confidentiality supervision "
    "flexible_work workplace_wellness termination_and_departure disciplinary_action "
    "grievances_of_staff handover return_to_work peer_practice_standard "
    "payment_of_representatives consent_to_use_of_stories ethics informed_consent "
    "professional_conduct boundaries_for_peer_work dual_relationships "
    "protection_of_advocacy disclosure_of_peer_status "
    "access_of_peers_to_consumer_records passing_on_of_consumer_information "
    "risk_framework peer_practice_framework anti_discrimination"
)

# Operating a Peer Support Service: Stakeholder management
STAKEHOLDER_GROUPS = slugs("other_staff health_professionals target_group peak_body")

# Operating a Peer Support Service: Stakeholder management
STAKEHOLDER_ENGAGEMENT_METHODS = slugs(
    "regular_updates seeking_feedback use_in_design_and_evaluation "
    "referral_of_participants secondment_of_personnel prompt_response_to_concerns"
)

# Operating a Peer Support Service: Service evaluation
CORE_STATISTICS = slugs(
    "number_of_users_by_event_or_period type_of_consumer frequency_of_usage length_of_participation"
)

# Operating a Peer Support Service: Service evaluation
ANNUAL_REVIEW_INPUTS = slugs(
    "core_statistics costs feedback_forms users_group_sessions peer_worker_feedback"
)

# Operating a Peer Support Service: Researching other services
ANNUAL_REVIEW_FURTHER_PARTS = slugs(
    "scan_of_other_services consultation_of_peak_body consultation_of_allied_health_professionals"
)

# Operating a Peer Support Service: Researching other services
SERVICE_SCAN_TOPICS = slugs(
    "services_nearby services_elsewhere new_programs_and_over_servicing collaboration_on_gaps"
)

# Operating a Peer Support Service: Budget review
ALL_BUDGET_LINES = slugs(
    "administration supervision accommodation travel room_hire_or_occupancy promotion "
    "documentation insurance legal_fees additional_staff training additional_sessions "
    "additional_call_operators"
)

# Operating a Peer Support Service: Budget review
FUNDING_REQUEST_CONTENTS = slugs(
    "justification current_research_on_effectiveness_and_model "
    "evidence_of_demand_for_expansion possible_savings external_funding_options"
)

# Operating a Peer Support Service: Volunteer management
ALL_VOLUNTEER_AGREEMENT_TERMS = slugs(
    "termination resignation performance standards_of_behaviour liability"
)

# Operating a Peer Support Service: Recruiting personnel
INTERNAL_SEARCH_TOPICS = slugs("wish_to_expand_skills wish_to_change_role partial_secondment")

# Integrating peer support in mental health (review and qualitative case study): Literature review
ALL_PROGRAM_FORM = slugs(
    "complementary_to_mainstream consumer_run support self_management_skills structured "
    "unstructured face_to_face telephone people_with_mental_illness carers both"
)

# Integrating peer support in mental health (review and qualitative case study): Literature review
USER_BASED_ETHOS = slugs(
    "speaking_and_acting_for_oneself more_say_over_life_and_support "
    "working_together_for_change challenging_stigma_and_discrimination "
    "non_medicalised_options valuing_user_controlled_organisations "
    "human_and_civil_rights part_of_mainstream_life_with_duties_and_entitlements"
)

# Integrating peer support in mental health (review and qualitative case study): Literature review
JOB_SATISFACTION_FACTORS = slugs(
    "role_clarity coworker_support rapport_with_supervisor inclusion_in_processes "
    "independent_functioning respect_for_expertise"
)

# Integrating peer support in mental health (review and qualitative case study): Challenges of part
REPRESENTATIVE_RESOURCES_PROVIDED = slugs("computer internet_access telephone")

# Integrating peer support in mental health (review and qualitative case study): Implementing peer
RECOVERY_PILLARS = slugs(
    "promoting_citizenship organisational_commitment working_relationships "
    "support_for_personally_defined_recovery"
)

# Integrating peer support in mental health (review and qualitative case study): Implementing peer
REFERENCE_GROUP_BACKGROUNDS = slugs("academic practitioner lived_experience")

# Integrating peer support in mental health (review and qualitative case study): Implementing peer
PREPARATORY_DECISIONS = slugs(
    "nature_of_roles training_and_support remuneration integration_with_organisation "
    "monitoring_and_evaluation"
)

# Integrating peer support in mental health (review and qualitative case study): An opportunity to
EVALUATION_TARGETS = slugs(
    "impact_and_effectiveness organisational_requirements "
    "training_relevance_and_effectiveness "
    "attitude_and_practice_of_managers_and_practitioners recipient_outcomes"
)

# Peer-based mental health supports, a guide for incorporating best practices: Using lived experien
ADVISORY_GROUPS = slugs("consumer_advisory_group lived_experience_advisory_group")

# Peer-based mental health supports, a guide for incorporating best practices: Providing appropriat
TRAINING_MIX = slugs(
    "formal_training peer_led_training peer_networking ongoing_professional_development"
)

# Peer-based mental health supports, a guide for incorporating best practices: Providing appropriat
WORKER_RISKS = slugs("burnout isolation empathy_fatigue overstepping_the_role")

# Peer-based mental health supports, a guide for incorporating best practices: Providing appropriat
READINESS_TRAINING_TOPICS = slugs("role_of_peer_workers boundaries capabilities mutual_support")

# Peer-based mental health supports, a guide for incorporating best practices: Promoting effective
NON_HEALTH_PARTNERS = slugs("housing_support employment_support legal_aid")

# Peer-based mental health supports, a guide for incorporating best practices: Establishing clear e
ETHICS_TOPICS = slugs("confidentiality informed_consent professional_conduct")

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
PEER_APPROACHES = slugs("remedial partnership socio_political intentional_peer_support")

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
IPS_PRINCIPLES = slugs("respect shared_responsibility mutual_agreement_on_what_helps")

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
IPS_FEATURES = slugs(
    "partnership_in_which_both_learn trauma_informed_relating "
    "attention_to_how_sense_is_made moving_towards_what_is_wanted"
)

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
IPS_TASKS = slugs("connection worldview mutuality moving_towards")

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
INTEGRATION_TENSIONS = slugs(
    "power_between_peer_and_non_peer_staff dual_relationships "
    "risk_assessment_and_management peer_specific_training_and_support"
)

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
DUAL_RELATIONSHIP_KINDS = slugs(
    "consumer_and_worker_of_same_service advocate_against_own_employer "
    "colleague_is_own_clinician seen_as_paid_friend earlier_friend_or_fellow_inpatient "
    "formal_relationship_became_friendship"
)

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
INTEGRATION_OPTIONS = slugs(
    "ips_in_community_care_unit ips_in_whole_service_model partnership_to_provide_ips "
    "partnership_for_workforce_strategies"
)

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
ALL_OUTCOME_DOMAINS = slugs(
    "admissions community_tenure emergency_and_hospital_use substance_use "
    "crisis_service_use hospitalisation housing quality_of_life well_being "
    "personalised_recovery hope control effecting_change self_care community_belonging "
    "life_satisfaction daily_life relationships emotions social_interaction empowerment "
    "coping isolation distress self_esteem continued_recovery further_employment "
    "growth_in_knowledge attitudes_of_managers_and_practitioners recovery_orientation "
    "training_effectiveness"
)

# Literature paper on formal peer support, Intentional Peer Support and a regional mental health se
OUTCOME_DOMAINS_SERVICE_USE = slugs(
    "admissions community_tenure emergency_and_hospital_use substance_use "
    "crisis_service_use hospitalisation housing"
)

# Peer Support, Roles, Clients and Settings: Lived experience work, a major distinction
PERSPECTIVES = slugs("personal family_carer")

# Peer Support, Roles, Clients and Settings: Lived experience work, a major distinction
ALLIES_LEVELS = slugs("colleagues management funders")

# Peer Support, Roles, Clients and Settings: Common titles
ROLE_TITLES = slugs(
    "peer_support_worker carer_peer_support_worker specialist_peer_support_worker "
    "senior_peer_support_worker lived_experience_researcher_or_academic "
    "executive_lived_experience_role lived_experience_consultant "
    "lived_experience_advocate_or_representative"
)

# Peer Support, Roles, Clients and Settings: Specialisations, from two perspectives
SPECIALISATION_BY_EXPERIENCE = slugs(
    "trauma family_violence perinatal_mental_health eating_disorders suicidality "
    "involuntary_treatment criminal_justice_system homelessness alcohol_and_other_drugs"
)

# Peer Support, Roles, Clients and Settings: Specialisations, from two perspectives
SPECIALISATION_BY_POPULATION = slugs(
    "aboriginal_and_torres_strait_islander culturally_and_linguistically_diverse "
    "deaf_and_hard_of_hearing lgbtqia_plus older_persons veterans youth neurodivergent "
    "disability"
)

# Peer Support, Roles, Clients and Settings: Settings they work in
ALL_SETTINGS = slugs(
    "mental_health suicide_prevention alcohol_and_other_drug_services general_health "
    "family_and_domestic_violence gender_and_lgbtqia_plus disability community_and_arts "
    "housing_and_homelessness construction veterans_emergency_and_first_responders "
    "post_secondary_education_and_training"
)

# Peer Support, Roles, Clients and Settings: Models for service delivery
DELIVERY_MODELS = slugs(
    "community_based group_mutual_support peer_education coaching_mentoring "
    "telephone_support ward_based peer_led_organisation"
)

# Peer Support, Roles, Clients and Settings: Coaching/mentoring
PEER_GUIDE_COMPONENTS = slugs(
    "online_competency_training dedicated_peer_mentor practical_volunteering "
    "education_and_employment_readiness"
)

# Peer Support, Roles, Clients and Settings: Peer-led organisations
PEER_LED_SERVICES = slugs(
    "round_the_clock_peer_respite out_of_hours_phone_line centre_based_programs "
    "group_and_individual_peer_support"
)

# groups of people who are asked, answer, complain, are affected or are meant
PEOPLE = slugs(
    "service_users families_and_carers peer_workers volunteers other_staff supervisors "
    "managers executive board clinicians clinical_leaders caseworkers "
    "health_professionals general_practitioners representatives stakeholders academics "
    "funders anonymous other"
)

# kinds of group or organisation outside the program
BODIES = union(
    STAKEHOLDER_GROUPS,
    NON_HEALTH_PARTNERS,
    slugs(
        "allied_health_professionals general_practitioners similar_program "
        "aligned_organisation sector_body community_of_practice users_group "
        "voluntary_organisation service_provider mental_health_service clinical_service "
        "case_management_service community_service peer_operated_service "
        "counselling_service advocacy_service alcohol_and_other_drug_service crisis_service "
        "education_provider families_and_carers funder government other"
    ),
)

# what a participant needs and is referred for
NEEDS = slugs(
    "counselling advocacy housing employment education legal financial clinical_care "
    "case_management peer_support community_support social_connection crisis_support "
    "alcohol_and_other_drugs physical_health other"
)

# areas that an audit looks at
AUDIT_AREAS = union(
    INTERNAL_AUDIT_KEY_AREAS,
    slugs(
        "policies_and_procedures privacy governance finance personnel_files "
        "training_and_supervision service_delivery participant_records other"
    ),
)

# questions that a review deals with or decides
REVIEW_TOPICS = union(
    OBJECTIVE_REVIEW_TOPICS,
    ANNUAL_REVIEW_FURTHER_PARTS,
    SERVICE_SCAN_TOPICS,
    EVALUATION_TARGETS,
    PREPARATORY_DECISIONS,
    slugs(
        "reporting_line hierarchy volunteers discriminatory_effect peer_support_approach "
        "fit_of_model external_review_of_model skills_part savings peer_worker_input other"
    ),
)

# kinds of selection criterion
CRITERIA = slugs(
    "lived_experience skills values knowledge training qualification experience "
    "screening_check availability other"
)
