"""Files that came with mails: the content once for each hash, the names with the mails."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, case, insert, or_, select, update

from casework.files import File, KeptFile, LeftOut, Scan, Scanned, Weight
from store.post_tables import OF_CASE, TO_SCAN, attachments, contents, mails, scans
from store.transaction import Transaction, both, for_this

KEEP = both(lambda insert: insert(contents).on_conflict_do_nothing(index_elements=["digest"]))
NOTED = insert(attachments)
TO_BE_SCANNED = both(lambda insert: insert(scans).on_conflict_do_nothing(index_elements=["digest"]))
LISTED = (
    select(attachments, mails.c.case_number, scans.c.scan, scans.c.found, scans.c.at)
    .join(mails)
    .outerjoin(scans, attachments.c.digest == scans.c.digest)
    .order_by(attachments.c.id)
)
OF_MAIL = LISTED.where(attachments.c.mail_id == bindparam("which"))
OF_THE_CASE = LISTED.where(OF_CASE, mails.c.case_number == bindparam("number"))
BY_ID = LISTED.where(attachments.c.id == bindparam("which"))
IS_NEW = scans.c.scan == Scan.WAITING.value
NEXT_TO_SCAN = (
    select(scans.c.digest)
    .where(TO_SCAN, or_(IS_NEW, scans.c.at <= bindparam("before")))
    .order_by(case((IS_NEW, 0), else_=1), scans.c.at)
    .limit(1)
)
SCANNED = (
    update(scans)
    .where(scans.c.digest == bindparam("which"))
    .values(scan=bindparam("said"), found=bindparam("what"), at=bindparam("now"))
)
CONTENT = select(contents.c.content).where(contents.c.digest == bindparam("digest"))


class Files(Transaction):
    """The files of mails."""

    def keep_files(self, mail_id: int, files: Sequence[File], now: datetime) -> None:
        """Keeps the files of a mail in their order; equal contents are kept and scanned once."""
        for file in files:
            digest = "" if file.left_out else sha256(file.content).hexdigest()
            if digest:
                self._connection.execute(for_this(KEEP, self._connection), {"digest": digest, "content": file.content})
                waits = {"digest": digest, "scan": Scan.WAITING.value, "found": "", "at": now}
                self._connection.execute(for_this(TO_BE_SCANNED, self._connection), waits)
            row = {
                "mail_id": mail_id,
                "name": file.name,
                "given": file.given,
                "kind": file.kind,
                "size": file.size,
                "weight": file.weight.value,
                "left_out": file.left_out.value if file.left_out else "",
                "digest": digest or None,
            }
            self._connection.execute(NOTED, row)

    def files_of_mail(self, mail_id: int) -> Sequence[KeptFile]:
        """The files of a mail in their order."""
        return [_kept(row) for row in self._connection.execute(OF_MAIL, {"which": mail_id})]

    def files_of_case(self, number: int) -> Sequence[KeptFile]:
        """The files of all mails of a case, the oldest first."""
        return [_kept(row) for row in self._connection.execute(OF_THE_CASE, {"number": number})]

    def file(self, file_id: int) -> KeptFile | None:
        """One file of a mail."""
        return next(map(_kept, self._connection.execute(BY_ID, {"which": file_id})), None)

    def to_scan(self, before: datetime) -> str | None:
        """A content that nobody was asked about, else one that was last tried by then and not looked through, the oldest first."""
        digest: str | None = self._connection.execute(NEXT_TO_SCAN, {"before": before}).scalar()
        return digest

    def scanned(self, digest: str, scanned: Scanned, now: datetime) -> None:
        """A scanner was asked about that content."""
        told = {"which": digest, "said": scanned.scan.value, "what": scanned.why, "now": now}
        self._connection.execute(SCANNED, told)

    def content_of(self, digest: str) -> bytes | None:
        """The content with that hash."""
        content: bytes | None = self._connection.execute(CONTENT, {"digest": digest}).scalar()
        return content


def _kept(row: Any) -> KeptFile:
    left_out = LeftOut(row.left_out) if row.left_out else None
    told = row.name, row.kind, row.size, Weight(row.weight), left_out, row.digest or ""
    asked = bool(row.scan) and row.scan != Scan.WAITING
    scan = (Scan(row.scan), row.found, row.at) if asked else (Scan.WAITING, "", None)
    return KeptFile(row.id, row.mail_id, row.case_number, *told, *scan)
