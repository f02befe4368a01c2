"""How many answers machines give: whoever answers our answers by machine is met with silence, and a person is told (mail.md § 4.4)."""

from datetime import datetime, timedelta
from hashlib import sha256

from casework.calendar import day_of
from casework.messages import IncomingMail, Letter
from casework.records import Records

A_DAY_A_CASE = 3  # to one correspondent in one case; an answer without a case counts in all, and for it all count
A_DAY = 10  # to one correspondent
AN_HOUR = 200  # to all of them together

# Counted apart from all others and from each other: what anybody can bring about in a student's name must not use up what the student
# may get, nor may other questions use up the one that a withdrawal waits for (decision 18).
APART = (frozenset({"receipt_neutral", "confirm_sender"}), frozenset({"withdrawal_question", "withdrawal_too_late"}))


def cap_reached(records: Records, letter: Letter, case: int | None, now: datetime, most: int = A_DAY_A_CASE) -> str:
    """A key for the cap that an answer would break at `now` (aware UTC), the same for a day or an hour; "" when it may go out.

    `case` is what the answer or the mail that it answers speaks of, `most` how many such answers a correspondent gets in it a day.
    Receipts of cases that were opened are no such answers: each result is asked for once, so they end by themselves.
    """
    sort = _sort(letter.template)
    earlier = records.answered(letter.to, now - timedelta(days=1))
    cases = [number for number, template in earlier if _sort(template) == sort]
    if len(cases) >= A_DAY or sum(case is None or each in (case, None) for each in cases) >= most:
        return f"capped:{day_of(now)}:{sha256(letter.to.encode()).hexdigest()[:16]}:{sort}"
    sent = records.answers_since(now - timedelta(hours=1))
    if sum(count for template, count in sent.items() if _sort(template) == sort) >= AN_HOUR:
        return f"capped:{now:%Y-%m-%dT%H}:{sort}"
    return ""


def _sort(template: str) -> int:
    """Which answers are counted together with those of that template."""
    return next((number for number, templates in enumerate(APART, 1) if template in templates), 0)


def said_by(mail: IncomingMail) -> bytes | None:
    """A digest of the new words of a person's mail; None where there are none."""
    words = " ".join(mail.text.casefold().split())
    return sha256(words.encode()).digest() if words and mail.machine is None else None


def repeats_itself(records: Records, mail: IncomingMail, now: datetime) -> bool:
    """Whether the last mail in the case, whoever sent it, said the very same within a day.

    A machine may write under a new address each time, so caps on addresses alone do not stop it (mail.md § 4.4).
    """
    said = said_by(mail)
    if said is None or mail.token_case is None:
        return False
    return records.last_said(mail.token_case, now - timedelta(days=1)) == said
