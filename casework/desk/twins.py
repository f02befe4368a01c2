"""The mail twin of a notice, for when Slack is away: the same news by letter, so that a deadline does not depend on Slack (D-31)."""

from datetime import datetime

from casework.calendar import day_of
from casework.desk.adopting import IN_EFFECT, Adopting, in_effect_by_mail, question_by_mail
from casework.desk.afternoon import held_by_mail, is_untold
from casework.desk.digests import Unfinished, grader_letter, handler_letter
from casework.desk.keeping import assigned_by_mail
from casework.exams import Staff
from casework.messages import Letter, Notice, NoticeKind, TaskKind
from casework.office import Office
from casework.records import Records
from casework.refusals import Refusal


class Twins:
    """Writes twins; unique keys see to it that each goes out once."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def write(self, records: Records, notice: Notice, now: datetime) -> Letter | None:
        """The letter that carries the same news; None when there is none any more, or nobody to write to."""
        staff = records.registry.staff(notice.to)
        if staff is None:
            return None
        if notice.kind is NoticeKind.CARD:
            return self._card(records, notice, staff, now)
        if notice.kind is NoticeKind.TALK:
            return self._talk(records, notice, staff)
        if notice.content.get("kind") in {TaskKind.RULES_LOADED, IN_EFFECT}:
            return self._of_rules(records, notice, staff, now)
        day = day_of(now)
        if staff.is_case_handler:
            known = {each.id: each for each in records.registry.all_staff()}
            unfinished = Unfinished(records, self._office, records.unfinished(), records.open_tasks(), day)
            which = notice.key if notice.content.get("kind") == TaskKind.MAIL_WAITS else f"list:{day}:{staff.id}"
            return handler_letter(self._office, f"twin:{which}", staff, unfinished, known)
        lines = records.waiting_for(staff.id)
        talks = records.appointments_of(line.number for line in lines)
        return grader_letter(self._office, f"twin:{notice.key}", staff, [], lines, talks, day) if lines else None

    def _of_rules(self, records: Records, notice: Notice, staff: Staff, now: datetime) -> Letter | None:
        """Rules that wait, with the page that shows and confirms them, or the word that they hold."""
        if notice.content["kind"] == IN_EFFECT:
            return in_effect_by_mail(self._office, staff, notice.content)
        try:
            pending = Adopting(records, self._office, staff, now, "").waiting(int(str(notice.content["rules"])))
        except Refusal:
            return None
        return question_by_mail(self._office, staff, pending.rules.id, pending.rules.name, pending.changes, now)

    def _talk(self, records: Records, notice: Notice, staff: Staff) -> Letter | None:
        """The afternoon question, as long as nobody has answered it."""
        dossier = records.dossier_of(notice.case) if notice.case is not None else None
        appointment = dossier.appointment(notice.case) if dossier and notice.case is not None else None
        if dossier is None or appointment is None or appointment.talk is None:
            return None
        case = dossier.case(appointment.case)
        if not is_untold(case, appointment):
            return None
        return held_by_mail(self._office, f"twin:{notice.key}", case, dossier, appointment.talk, staff)

    def _card(self, records: Records, notice: Notice, staff: Staff, now: datetime) -> Letter | None:
        """One letter a case and person, and only while it waits for that person."""
        waits = any(line.number == notice.case for line in records.waiting_for(staff.id))
        dossier = records.dossier_of(notice.case) if notice.case is not None and waits else None
        if dossier is None or notice.case is None:
            return None
        key = f"twin:card:{notice.case}:{staff.id}"
        return assigned_by_mail(key, dossier.case(notice.case), dossier, staff, self._office, now)
