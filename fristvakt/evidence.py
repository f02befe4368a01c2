"""The evidence of a case as one ZIP file that a third party can check: every letter with its way, every mail, the journal's part."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casework.desk.papers import CasePapers, Papers
from casework.dossier import Dossier
from casework.exams import Staff
from casework.outgoing import LetterPath
from casework.records import Records, Store
from casework.refusals import NoSuchCase
from fristvakt.check_evidence import SIGNATURE, SUMS
from fristvakt.heads import PAGE, Head, Heads
from fristvakt.masking import Mask, NotShown
from store.merkle import paths_of
from store.types import moment_text, plain

NOW = "heads/now.json"
README = """\
Bevis i sak {reference} / Evidence of case {reference}

evidence.json   saken, brevene med alt som er kjent om veien deres, e-postene, og sakens del av journalen
letters.csv     hvert skritt på hvert brevs vei, for et regneark
letters, mails  meldingene byte for byte, som de gikk ut og kom inn; der en lenke ennå virker, en kopi uten den (.masked.eml),
                og i evidence.json summen av de egentlige bytene, som kan tas ut når lenken er utløpt
heads           journalens signerte hoder: de dagsignerte som dekker saken, og ett fra nå

evidence.json   the case, the letters with all that is known of their way, the mails, and the case's part of the journal
letters.csv     each step on each letter's way, for a spreadsheet
letters, mails  the messages byte for byte, as they went out and came in; where a link still works, a copy without it
                (.masked.eml), and in evidence.json the sum of the bytes themselves, which can be taken out when the link is over
heads           the signed heads of the journal: the daily ones that cover the case, and one made now

Kontroll / To check:  sha256sum -c SHA256SUMS    and    python check_evidence.py
"""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the file of that name shows it, empty where it cannot be shown, and the SHA-256 of its own bytes."""

    file: str
    content: bytes
    digest: str

    @classmethod
    def of(cls, name: str, raw: bytes, mask: Mask) -> "Message":
        """The message's own bytes, or a copy without what still works."""
        try:
            shown = mask.octets(raw)
        except NotShown:
            shown = b""
        return cls(f"{name}.eml" if shown == raw else f"{name}.masked.eml", shown, sha256(raw).hexdigest())


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one snapshot of the database says of a case."""

    dossier: Dossier
    papers: CasePapers
    rows: Sequence[Mapping[str, Any]]
    raw: Mapping[str, "Message"]
    people: Mapping[str, Mapping[str, str]]


async def write_evidence(
    store: Store, heads: Heads, mask: Mask, staff: Staff, number: int, now: datetime, via: str
) -> bytes:
    """The ZIP file for a case handler. Raises NoSuchCase when the case's papers are not for this person."""
    gathered = await store.read(lambda records: _gather(records, mask, staff, number))
    head = await heads.present(store, now)
    hashes: list[str] = []
    while len(hashes) < head.rows and (page := await store.read(lambda r: r.journal_hashes(len(hashes), PAGE))):
        hashes.extend(page)
    proved = _Proofs(gathered.rows, {NOW: head, **_daily(heads)}, hashes[: head.rows])
    told = {
        "format": 1,
        "made": moment_text(now),
        "made_by": f"staff:{staff.id} by {via}",
        "key": head.key,
        **_case(gathered),
        "letters": [_letter(path, gathered.raw) for path in gathered.papers.letters],
        "mails": [_mail(note, gathered.raw) for note in gathered.papers.mails],
        "files": [plain(file._asdict()) for file in gathered.papers.files],
        "heads": sorted(proved.heads),
        "journal": proved.journal(),
    }
    files = {
        "README.txt": README.format(reference=number).encode(),
        "evidence.json": json.dumps(told, indent=1, ensure_ascii=False).encode(),
        "letters.csv": _table(gathered.papers.letters),
        "check_evidence.py": resources.files("fristvakt").joinpath("check_evidence.py").read_bytes(),
        "store/merkle.py": resources.files("store").joinpath("merkle.py").read_bytes(),
        **{name: json.dumps(each.as_json(), indent=1).encode() for name, each in proved.heads.items()},
        **{each.file: each.content for each in gathered.raw.values()},
    }
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    return _zipped({**files, SUMS: sums, SIGNATURE: f"{heads.signature(sums)}\n".encode()}, now)


def _gather(records: Records, mask: Mask, staff: Staff, number: int) -> Gathered:
    papers, dossier = Papers(records, staff).of_case(number), records.dossier_of(number)
    if dossier is None:
        raise NoSuchCase(number=number)
    rows = records.raw_history(number)
    finals = {f"letters/L{path.id}": records.final_of(path.id) for path in papers.letters}
    mails = {f"mails/{note.id}": records.mail(note.id) for note in papers.mails}
    raw = {
        **{name: final for name, final in finals.items() if final is not None},
        **{name: kept.raw for name, kept in mails.items() if kept is not None},
    }
    shown = {name: Message.of(name, content, mask) for name, content in raw.items()}
    return Gathered(dossier, papers, rows, shown, dict(_people(records, dossier, rows)))


def _people(
    records: Records, dossier: Dossier, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Who the ids in the journal are."""
    person = dossier.person
    yield f"person:{person.id}", {"name": person.name, "email": person.email, "student_number": person.student_number}
    for who in sorted({str(row["who"]) for row in rows}):
        kind, _, number = who.partition(":")
        staff = records.registry.staff(int(number)) if kind == "staff" and number.isdecimal() else None
        if staff is not None:
            yield who, {"name": staff.name, "email": staff.email}


def _case(gathered: Gathered) -> Mapping[str, Any]:
    """The case as the last frame of its journal, its exam and its people."""
    exam, result = gathered.dossier.exam, gathered.dossier.result
    frame: dict[str, Any] = {}
    for row in gathered.rows:
        frame.update(row["changes"])
    return {
        "case": frame,
        "exam": {"course": exam.course, "part": exam.part, "term": exam.term, "candidate": result.candidate},
        "people": gathered.people,
    }


def _letter(path: LetterPath, raw: Mapping[str, Message]) -> Mapping[str, Any]:
    letter, message = path.letter, raw.get(f"letters/L{path.id}")
    return {
        "letter": f"L{path.id}",
        "to": letter.to,
        "template": letter.template,
        "version": letter.version,
        "approver": letter.approver,
        "dates": [str(each) for each in letter.dates],
        "language": letter.language.value,
        "subject": letter.subject,
        "message_id": path.message_id,
        "state": path.state,
        "file": message.file if message else None,
        "sha256": message.digest if message else None,
        "steps": [plain(step._asdict()) for step in path.steps],
    }


def _mail(note: Any, raw: Mapping[str, Message]) -> Mapping[str, Any]:
    fields = ("id", "kept", "peer", "tls", "mail_from", "rcpt_to", "state", "outcome", "times_received")
    message = raw[f"mails/{note.id}"]
    told = {name: plain(getattr(note, name)) for name in fields}
    return {**told, "file": message.file, "sha256": message.digest}


def _table(letters: Sequence[LetterPath]) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("letter", "to", "template", "version", "approver", "message_id", "at", "what", "detail", "mail"))
    for path in letters:
        letter = path.letter
        known = (f"L{path.id}", letter.to, letter.template, letter.version, letter.approver, path.message_id)
        rows.writerows((*known, moment_text(step.at), step.what, step.detail, step.mail or "") for step in path.steps)
    return written.getvalue().encode()


def _daily(heads: Heads) -> Mapping[str, Head]:
    return {f"heads/{each.file.name}": each.head for each in heads.own()}


class _Proofs:
    """For each row of the case the oldest head that covers it, and the path that proves that it stands there."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], heads: Mapping[str, Head], hashes: Sequence[str]) -> None:
        self._rows = rows
        fitting = {name: head for name, head in heads.items() if [head.hash] == list(hashes[head.rows - 1 : head.rows])}
        oldest = sorted(fitting, key=lambda name: (fitting[name].rows, fitting[name].signed_at, name))
        self._head_of = {row["seq"]: next(name for name in oldest if fitting[name].rows >= row["seq"]) for row in rows}
        self.heads = {name: fitting[name] for name in {*self._head_of.values(), NOW}}
        self._paths: dict[int, list[bytes]] = {}
        for name, head in self.heads.items():
            places = [seq - 1 for seq, its in self._head_of.items() if its == name]
            leaves = (hashed.encode() for hashed in hashes[: head.rows])
            self._paths.update(zip(places, paths_of(leaves, places) if places else [], strict=True))

    def journal(self) -> list[Mapping[str, Any]]:
        """The rows, each with its proof."""
        return [{"event": dict(row), "proof": self._proof(row["seq"])} for row in self._rows]

    def _proof(self, seq: int) -> Mapping[str, Any]:
        return {"head": self._head_of[seq], "path": [each.hex() for each in self._paths[seq - 1]]}


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, now.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, ZIP_DEFLATED)
    return written.getvalue()


def keep_evidence(file: Path, content: bytes) -> None:
    """Writes a new file for its owner only. Raises OSError, also when there is such a file already."""
    with file.open("xb") as opened:
        file.chmod(0o600)
        opened.write(content)
