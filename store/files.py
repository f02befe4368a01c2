"""Files that came with mails: the content once for each hash, the names with the mails."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, insert, select

from casework.files import File, KeptFile, LeftOut, Weight
from store.post_tables import OF_CASE, attachments, contents, mails
from store.transaction import Transaction, both, for_this

KEEP = both(lambda insert: insert(contents).on_conflict_do_nothing(index_elements=["digest"]))
NOTED = insert(attachments)
LISTED = select(attachments, mails.c.case_number).join(mails).order_by(attachments.c.id)
OF_MAIL = LISTED.where(attachments.c.mail_id == bindparam("which"))
OF_THE_CASE = LISTED.where(OF_CASE, mails.c.case_number == bindparam("number"))
BY_ID = LISTED.where(attachments.c.id == bindparam("which"))
CONTENT = select(contents.c.content).where(contents.c.digest == bindparam("digest"))


class Files(Transaction):
    """The files of mails."""

    def keep_files(self, mail_id: int, files: Sequence[File]) -> None:
        """Keeps the files of a mail in their order; equal contents are kept once."""
        for file in files:
            digest = "" if file.left_out else sha256(file.content).hexdigest()
            if digest:
                self._connection.execute(for_this(KEEP, self._connection), {"digest": digest, "content": file.content})
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

    def content_of(self, digest: str) -> bytes | None:
        """The content with that hash."""
        content: bytes | None = self._connection.execute(CONTENT, {"digest": digest}).scalar()
        return content


def _kept(row: Any) -> KeptFile:
    left_out = LeftOut(row.left_out) if row.left_out else None
    told = row.name, row.kind, row.size, Weight(row.weight), left_out, row.digest or ""
    return KeptFile(row.id, row.mail_id, row.case_number, *told)
