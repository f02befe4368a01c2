"""The dates of the law: one function, one rule id, one section each; every date carries its computation."""

from casework.deadlines.chain import ResultDates, appeal_deadline, asked_in_time, due_deadline, request_deadline
from casework.deadlines.counting import end_of
from casework.deadlines.duties import (
    explanation_due,
    first_grading,
    interim_asked_on,
    interim_for_explanation,
    interim_reply,
    regrading_target,
)
from casework.deadlines.students import (
    announcement,
    appeal_of_regrade,
    complaint,
    explanation_request,
    explanation_request_raw,
    formal_error,
    formal_error_after,
)
from casework.deadlines.value import Deadline, Note, Passed
from casework.deadlines.wording import explained, in_words, length_in_words, note_in_words

__all__ = [
    "Deadline",
    "Note",
    "Passed",
    "ResultDates",
    "announcement",
    "appeal_deadline",
    "appeal_of_regrade",
    "asked_in_time",
    "complaint",
    "due_deadline",
    "end_of",
    "explained",
    "explanation_due",
    "explanation_request",
    "explanation_request_raw",
    "first_grading",
    "formal_error",
    "formal_error_after",
    "in_words",
    "interim_asked_on",
    "interim_for_explanation",
    "interim_reply",
    "length_in_words",
    "note_in_words",
    "regrading_target",
    "request_deadline",
]
