"""What staff can do, by name. Who may do it stands in ``policies/*.cedar``; what is not permitted there is denied."""

from typing import Literal, get_args

Action = Literal[
    # tenancy
    "manage_users",
    "read_users",
    "manage_settings",
    "read_settings",
    "read_audit_log",
    # recruiting
    "manage_requisition",
    "approve_requisition",
    "read_requisition",
    "manage_position",
    "read_position",
    "manage_history",
    "read_history",
    "analyse_requirements",
    "manage_question",
    "read_question",
    "manage_flow",
    "read_flow",
    "manage_candidate",
    "read_candidate",
    "merge_candidate",
    "import_candidates",
    "invite_candidate",
    "read_invitation",
    "move_application",
    "reopen_application",
    "read_application",
    # interview
    "manage_accommodation",
    "read_personality",
    # assessment
    "read_interview",
    "read_report",
    "read_recording",
    "retry_assessment",
    "manage_rubric",
    "read_rubric",
    "calibrate",
    # decision
    "assign_interviewer",
    "rate_interview",
    "read_rating",
    "decide",
    "decide_early",
    "read_decision",
    "read_oversight",
    "answer_request",
    "read_request",
    "read_fairness",
    "manage_fairness",
    # rights
    "export_candidate",
    "erase_candidate",
    "hold_candidate",
]
ACTIONS: tuple[Action, ...] = get_args(Action)
