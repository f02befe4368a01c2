"""The files of a mail are kept with it in the same transaction; the student hears of those that could not be taken."""

from casework.desk.visit import Placed, Visit
from casework.files import told_left_out
from casework.messages import Automatic, Urgency, Verdict


def take_files(visit: Visit, placed: Placed) -> None:
    """Keeps the files, and answers where some were over a limit: only to the case's own student, whose mail this is for certain."""
    mail = visit.mail
    visit.records.keep_files(mail.id, mail.files, visit.now)
    left_out = told_left_out(mail.files)
    dossier = visit.records.dossier_of(placed.case) if left_out and placed.case is not None else None
    if placed.outcome == "opened":  # the receipt has told it
        return
    if left_out is None or dossier is None or placed.case is None or mail.verdict is not Verdict.AUTHENTICATED:
        return
    if dossier.person.email != mail.sender:
        return
    letter = visit.office.to_student(
        f"files:{mail.id}",
        "files_left_out",
        dossier.case(placed.case),
        dossier,
        automatic=Automatic.REPLIED,
        urgency=Urgency.RECEIPT,
        in_reply_to=mail.message_id,
        **left_out,
    )
    visit.send(letter)
