"""Results that hang together: the members of a group, and the parts of a course."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.deadlines.counting import forward
from casework.deadlines.value import Deadline, no_date
from casework.exams import AppealedAs
from casework.laws import Law

GroupPolicy = Literal["all_plus_grace", "requester_only"]


@dataclass(frozen=True, slots=True)
class Group:
    """What one student's fellow members did: the last explanation asked for in time, and when all of them got it.

    `requested` without `given` is open. `policy` is the institution's choice (decision 8).
    """

    policy: GroupPolicy
    requested: date | None = None
    given: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether a fellow member's explanation keeps every member's deadline from ending."""
        return self.policy == "all_plus_grace" and self.requested is not None and self.given is None


def appeal_of_member(group: Group, law: Law) -> Deadline | None:
    """D-APP-GROUP: three weeks from the explanation that the group got, for a member who did not ask (decision 8, § 11-10).

    None where only the one who asked has the extension, and where nobody's explanation has been given. Each member appeals
    alone, and the grade of one never changes by another's appeal (§ 11-10 second paragraph).
    """
    if group.policy == "requester_only" or group.given is None:
        return None
    return forward("D-APP-GROUP", group.given, "group_explanation", law, law.group_appeal)


def group_pending(law: Law) -> Deadline:
    """D-APP-GROUP while a fellow member's explanation is open: no member's deadline has ended (decision 8)."""
    return no_date("D-APP-GROUP", "group_pending", law, law.group_appeal)


def grace_of_member(last_day: date, law: Law) -> Deadline:
    """D-APP-GROUP by a case handler's hand: up to one week after the group's last day (NTNU 2020)."""
    return forward("D-APP-GROUP", last_day, "last_day_of_group", law, law.group_grace)


def appeal_of_part(appealed_as: AppealedAs, part: date | None, whole_course: date | None, law: Law) -> Deadline:
    """D-APP-PART: three weeks from the part's own grade, or from the whole course's, as the institution decides (§ 11-10 third paragraph).

    `part` and `whole_course` are the days they were announced. Where only the whole is appealed, no date before it is
    announced, and never one before that of the part.
    """
    if appealed_as == "part" and part is not None:
        return forward("D-APP-PART", part, "part", law, law.part_appeal)
    if whole_course is None:
        return no_date("D-APP-PART", "whole_course_open", law, law.part_appeal)
    if part is not None and part > whole_course:
        return forward("D-APP-PART", part, "part", law, law.part_appeal)
    return forward("D-APP-PART", whole_course, "whole_course", law, law.part_appeal)
