"""What may be tried under an address of one's own, or at our doors: tokens, threads, reports, words and links of others."""

import re
from base64 import b32decode, b32encode
from collections.abc import Awaitable, Callable

from aiohttp import ClientSession

from casework.links import Links, Purpose
from casework.registration import StaffRow
from demo.relay import MailView
from fristvakt.keys import derived
from mailgateway.addresses import Mint
from tests.mailgateway.machine_mails import MACHINES, letter_of, raw_of
from tests.season import BY_MAIL, KARI, NILS
from tests.stage import DOMAIN, Stage, header

EVIL = "evil@evil.example.com"
GRO, SIRI = "gro@example.no", "siri@example.no"
STATUS, WITHDRAW = "Hva er status i saken min?", "Jeg trekker saken."
Intrusion = Callable[[Stage], Awaitable[None]]
INTRUSIONS: dict[str, Intrusion] = {}


def intrusion(name: str) -> Callable[[Intrusion], Intrusion]:
    def add(tries: Intrusion) -> Intrusion:
        INTRUSIONS[name] = tries
        return tries

    return add


def receipt(stage: Stage) -> MailView:
    return stage.letters(KARI)[0]


def token_address(stage: Stage) -> str:
    return header(receipt(stage), "Reply-To")


def token(stage: Stage) -> str:
    return token_address(stage).partition("+")[2].partition("@")[0]


async def writes_to(stage: Stage, local: str, sender: str = EVIL, words: str = WITHDRAW, **fields: str) -> None:
    await stage.mail(sender, f"{local}@{DOMAIN}", "Hei", words, **fields)


def _word(name: str, sender: str, words: str) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        await stage.mail(sender, token_address(stage), "Sv: [1/2026] Kvittering", words, answers=receipt(stage))


_word("a stranger withdraws with the student's token", EVIL, WITHDRAW)
_word("a stranger asks for the state with the student's token", EVIL, STATUS)
_word("another student withdraws with the token", NILS, WITHDRAW)
_word("another student asks for the state with the token", NILS, STATUS)
_word("another student says yes", NILS, "Ja")
_word("a grader of another exam confirms", BY_MAIL, "gitt 1")
_word("a grader of another exam looks", BY_MAIL, "sak 1")
_word("the grader withdraws the student's case", GRO, "trekk 1")
_word("the student confirms the explanation in the grader's words", KARI, "sendt 1")
_word("the student closes the case in a case handler's words", KARI, "avvis 1")
_word("a stranger in the words of a grader", EVIL, "gitt 1")
_word("a stranger in the words of a case handler", EVIL, "sak 1")
_word("a student's yes to a question that was never asked", KARI, "Ja")


@intrusion("a stranger names the case in the subject")
async def _(stage: Stage) -> None:
    await stage.mail(EVIL, f"sak@{DOMAIN}", "[1/2026] Sak 1", STATUS)


@intrusion("another student names the case in the subject")
async def _(stage: Stage) -> None:
    await stage.mail(NILS, f"sak@{DOMAIN}", "[1/2026] Sak 1", WITHDRAW)


@intrusion("a stranger refers to our letter")
async def _(stage: Stage) -> None:
    await stage.mail(EVIL, f"sak@{DOMAIN}", "Hei", STATUS, References=header(receipt(stage), "Message-ID"))


@intrusion("a stranger refers to the student's own mail")
async def _(stage: Stage) -> None:
    own = re.search(rb"Message-ID: (\S+)", stage.mails[0])
    await stage.mail(EVIL, f"sak@{DOMAIN}", "Hei", STATUS, In_Reply_To=own[1].decode())


@intrusion("a stranger refers to a guessed message")
async def _(stage: Stage) -> None:
    await stage.mail(EVIL, f"sak@{DOMAIN}", "Hei", STATUS, In_Reply_To=f"<1@{DOMAIN}>")


@intrusion("a stranger names the student's candidate number")
async def _(stage: Stage) -> None:
    await stage.mail(EVIL, f"sak@{DOMAIN}", "Kandidat 1001", f"{STATUS} Kandidat 1001 i TDT4100")


def _token(name: str, spoil: Callable[[Stage], str]) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        await writes_to(stage, f"sak+{spoil(stage)}", KARI, "Ja")
        await writes_to(stage, f"sak+{spoil(stage)}", EVIL, STATUS)


def turned(stage: Stage) -> str:
    last = token(stage)[-2]
    return token(stage)[:-2] + ("a" if last != "a" else "b") + token(stage)[-1]


def spliced(stage: Stage) -> str:
    """The student's case and row, with the signature of a letter that the intruder got."""
    mint = Mint(DOMAIN, [b"a key of the intruder's own"])
    own = mint.reply_address(1, 1).partition("+")[2].partition("@")[0]
    octets = [b32decode(one.upper() + "=" * (-len(one) % 8)) for one in (token(stage), own)]
    return b32encode(octets[0][:-10] + octets[1][-10:]).decode().rstrip("=").lower()


_token("a guessed token", lambda stage: "a" * len(token(stage)))
_token("a token with one letter turned", turned)
_token("a token signed with another key", lambda stage: Mint(DOMAIN, [b"x" * 32]).reply_address(1, 1)[4:].split("@")[0])
_token("a token put together of two", spliced)
_token("a token cut short", lambda stage: token(stage)[:-2])
_token("a token made longer", lambda stage: token(stage) + "aa")
_token("the id of a letter for a token", lambda stage: header(receipt(stage), "Message-ID")[1:].partition("@")[0])
_token("a case number for a token", lambda stage: "1")
_token("two tokens", lambda stage: f"{token(stage)}+{token(stage)}")


def _report(name: str, mail: str, to: Callable[[Stage], str], returned: str = "", envelope: str | None = None) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        found = next(each for each in MACHINES if each["name"] == mail)
        raw = raw_of(found, letter_of(stage.relay.mailbox(KARI)[0]))
        own = header(receipt(stage), "Message-ID")
        raw = raw.replace(own.encode(), (returned or own).encode())
        await stage.deliver(found.get("envelope", "") if envelope is None else envelope, to(stage), raw)


_report("a report of no letter", "Postfix, no such user", lambda _: f"sak@{DOMAIN}", "<1@evil.example.com>")
_report("a report of a guessed letter", "qmail, in words only", lambda _: f"sak@{DOMAIN}", f"<aaaa1@{DOMAIN}>")
_report("a report from somebody with a name", "Postfix, no such user", token_address, "<1@x.no>", EVIL)
_report("a report of a delay", "Postfix, delayed", token_address)
_report("a read receipt", "read receipt, bokmål", token_address)
_report("an answer to an invitation that was never sent", "accepted, bokmål", token_address, envelope=EVIL)
_report("another time for a talk", "another time proposed, English", token_address, envelope=EVIL)


@intrusion("a report on the student to a letter that the intruder got")
async def _(stage: Stage) -> None:
    await stage.mail(EVIL, f"sak@{DOMAIN}", "Hei", "Hei")
    own = stage.relay.mailbox(EVIL)[-1]
    found = next(each for each in MACHINES if each["name"] == "Postfix, no such user")
    await stage.deliver("", header(own.view, "Reply-To"), raw_of(found, letter_of(own)))


def _raw(name: str, *lines: str, sender: str = EVIL) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        head = "\r\n".join(lines).format(id=header(receipt(stage), "Message-ID"))
        await stage.deliver(sender, f"begrunnelse@{DOMAIN}", f"From: {sender}\r\n{head}\r\n\r\nHei\r\n".encode())


_raw(
    "a second receiver in the subject",
    "Subject: =?utf-8?q?Hei=0D=0ABcc:_kari=40student.example.no?=",
    "Message-ID: <1@e.no>",
)
_raw("a second receiver in the id", "Subject: Hei", "Message-ID: <1@e.no>\r\n\tBcc: kari@student.example.no")
_raw("a letter in the id", "Subject: Hei", "Message-ID: <a=0D=0A=0D=0ASak@e.no>", "References: <x\r\n \r\n y@e.no>")
_raw("our own id", "Subject: Hei", "Message-ID: {id}")
_raw("our own loop field", "Subject: [1/2026]", "X-Fristvakt-Loop: eksamen.example.no", "Message-ID: <2@e.no>")
_raw("an answer elsewhere", "Subject: Hei", "Reply-To: kari@student.example.no", "Message-ID: <3@e.no>")


async def presses(stage: Stage, link: str) -> None:
    host, port = stage.service.http_address
    async with ClientSession() as session:
        for method in ("GET", "HEAD", "POST"):
            async with session.request(method, f"http://{host}:{port}/l/{link}", data={"grade": "A"}):
                pass
    await stage.service.settle()


def _link(name: str, made: Callable[[Stage], str]) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        await presses(stage, made(stage))


def links(stage: Stage, key: bytes | None = None) -> Links:
    own = bytes.fromhex(stage.settings.key_file.read_text().split()[0])
    return Links([key or derived(own, "links")], "http://x")


def link(stage: Stage, purpose: Purpose, subject: int, who: int, key: bytes | None = None) -> str:
    return links(stage, key).make(purpose, subject, who, stage.clock()).token


_link("a guessed link", lambda _: "c.1.1.1900000000." + "a" * 22)
_link("a link signed with another key", lambda stage: link(stage, Purpose.CONFIRM_CASE, 1, 1, b"x" * 32))
_link("a link to a grade where none is to be set", lambda stage: link(stage, Purpose.GRADE, 1, 1))
_link("a link of another student", lambda stage: link(stage, Purpose.CONFIRM_CASE, 1, 2))
_link("a link to a case that is none", lambda stage: link(stage, Purpose.CONFIRM_CASE, 99, 1))
_link("a link whose purpose was changed", lambda stage: "g" + link(stage, Purpose.CONFIRM_CASE, 1, 1)[1:])


@intrusion("a word to Slack's door without a signature")
async def _(stage: Stage) -> None:
    host, port = stage.service.http_address
    said = {"command": "/sak", "text": "sendt 1", "user_id": "U0GRADER1", "team_id": "T1", "trigger_id": "1.2.3"}
    async with ClientSession() as session, session.post(f"http://{host}:{port}/slack/events", data=said) as answer:
        assert answer.status in {401, 404}
    await stage.service.settle()


@intrusion("a stranger in Slack")
async def _(stage: Stage) -> None:
    stage.slack.add_person("Eva Ekel", GRO, id="U0EVIL")  # the profile's address is the grader's
    await stage.slack.dm("U0EVIL", "sendt 1")
    await stage.service.settle()


def _from_outside(name: str, **traits: object) -> None:
    @intrusion(name)
    async def tries(stage: Stage) -> None:
        await stage.registers(StaffRow(email=GRO, slack_id="U0EVIL"))  # so that only Slack's word of them is in the way
        stage.slack.add_person("Eva Ekel", GRO, id="U0EVIL", **traits)
        for words in ("sendt 1", "sak 1"):
            await stage.slack.dm("U0EVIL", words)
            await stage.slack.command("U0EVIL", "/sak", words)
        await stage.service.settle()


_from_outside("somebody of another team in Slack", team_id="T0OTHER")
_from_outside("somebody who came in by a shared channel", is_stranger=True)
_from_outside("a guest of one channel in Slack", is_ultra_restricted=True)
