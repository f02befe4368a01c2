"""How letters and notices stand in the rows of the outbox, both ways."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeGuard

from casework.exams import Language
from casework.invitations import Invitation, Party, Slot
from casework.messages import Automatic, Letter, Notice, NoticeKind, RuleDate, Urgency

LETTER = "letter"
HELD = "held"


def is_held(message: Letter | Notice) -> TypeGuard[Letter]:
    """Whether it waits for somebody to approve its text (decision 29)."""
    return isinstance(message, Letter) and not message.approver


def row_of(message: Letter | Notice, now: datetime) -> dict[str, Any]:
    """The row that a letter or notice written at that moment begins with."""
    of_kind = _letter_row(message) if isinstance(message, Letter) else _notice_row(message)
    return {
        **of_kind,
        "key": message.key,
        "case_number": message.case,
        "urgency": message.urgency.value,
        "written": now,
        "next_try": now,
        "state": HELD if is_held(message) else "waiting",
        "tries": 0,
    }


def _letter_row(letter: Letter) -> dict[str, Any]:
    return {
        "kind": LETTER,
        "to_address": letter.to,
        "to_staff": None,
        "language": letter.language.value,
        "template": letter.template,
        "version": letter.version,
        "approver": letter.approver,
        "subject": letter.subject,
        "body": letter.body,
        "automatic": letter.automatic.value,
        "in_reply_to": letter.in_reply_to,
        "content": _content(letter),
    }


def _content(letter: Letter) -> dict[str, Any]:
    invitation = {"invitation": asdict(letter.invitation)} if letter.invitation else {}
    return {**invitation, "dates": [list(each) for each in letter.dates]} if letter.dates or invitation else {}


NO_LETTER = dict.fromkeys(
    ("to_address", "language", "template", "version", "approver", "subject", "body", "automatic", "in_reply_to")
)


def _notice_row(notice: Notice) -> dict[str, Any]:
    return {**NO_LETTER, "kind": notice.kind.value, "to_staff": notice.to, "content": notice.content}


def message_of(row: Any) -> Letter | Notice:
    """The letter or notice that a row of the outbox holds."""
    if row.kind != LETTER:
        kind, urgency = NoticeKind(row.kind), Urgency(row.urgency)
        return Notice(row.key, kind, row.to_staff, row.case_number, row.content, urgency)
    return Letter(
        key=row.key,
        to=row.to_address,
        language=Language(row.language),
        template=row.template,
        version=row.version,
        approver=row.approver,
        subject=row.subject,
        body=row.body,
        case=row.case_number,
        automatic=Automatic(row.automatic),
        urgency=Urgency(row.urgency),
        in_reply_to=row.in_reply_to,
        invitation=_invitation(row.content),
        dates=tuple(_rule_date(*each) for each in row.content.get("dates", ())),
    )


def _rule_date(rule: str, day: str | None, section: str, law: str) -> RuleDate:
    return RuleDate(rule, date.fromisoformat(day) if day else None, section, law)


def _invitation(kept: Mapping[str, Any]) -> Invitation | None:
    content = kept.get("invitation")
    if content is None:
        return None
    slot = content["slot"]
    at = Slot(datetime.fromisoformat(slot["starts"]), slot["minutes"], slot["place"])
    return Invitation(**{**content, "slot": at, "party": Party(content["party"])})
