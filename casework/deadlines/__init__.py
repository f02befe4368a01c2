"""The dates of the law: one function, one rule id, one section each; every date carries its computation."""

from casework.deadlines.chain import ResultDates, appeal_deadline, asked_in_time, due_deadline, request_deadline
from casework.deadlines.counting import end_of
from casework.deadlines.duties import (
    explanation_due,
    first_grading,
    interim_again,
    interim_asked_on,
    interim_for_explanation,
    interim_reply,
    regrading_target,
)
from casework.deadlines.explanations import (
    Pause,
    explanation_done,
    explanation_due_after,
    explanation_talked,
    no_show,
)
from casework.deadlines.post import doubts, late_cap, mail_in_time, next_digest, receipt, renotification
from casework.deadlines.regrading import further_assessment, handling, new_oral_exam, withdrawal
from casework.deadlines.restarting import ThreeClocks, explanation_deadline, formal_deadline, three_clocks
from casework.deadlines.students import (
    announcement,
    appeal_of_regrade,
    complaint,
    complaint_of_other_student,
    explanation_of_regrade,
    explanation_request,
    explanation_request_raw,
    final_grade,
    formal_error,
    formal_error_after,
    forwarded_to_board,
)
from casework.deadlines.together import Group, appeal_of_member, appeal_of_part, grace_of_member
from casework.deadlines.value import Deadline, Note, Passed
from casework.deadlines.wording import explained, in_short, in_words, length_in_words, note_in_words, steps

__all__ = [
    "Deadline",
    "Group",
    "Note",
    "Passed",
    "Pause",
    "ResultDates",
    "ThreeClocks",
    "announcement",
    "appeal_deadline",
    "appeal_of_member",
    "appeal_of_part",
    "appeal_of_regrade",
    "asked_in_time",
    "complaint",
    "complaint_of_other_student",
    "doubts",
    "due_deadline",
    "end_of",
    "explained",
    "explanation_deadline",
    "explanation_done",
    "explanation_due",
    "explanation_due_after",
    "explanation_of_regrade",
    "explanation_request",
    "explanation_request_raw",
    "explanation_talked",
    "final_grade",
    "first_grading",
    "formal_deadline",
    "formal_error",
    "formal_error_after",
    "forwarded_to_board",
    "further_assessment",
    "grace_of_member",
    "handling",
    "in_short",
    "in_words",
    "interim_again",
    "interim_asked_on",
    "interim_for_explanation",
    "interim_reply",
    "late_cap",
    "length_in_words",
    "mail_in_time",
    "new_oral_exam",
    "next_digest",
    "no_show",
    "note_in_words",
    "receipt",
    "regrading_target",
    "renotification",
    "request_deadline",
    "steps",
    "three_clocks",
    "withdrawal",
]
