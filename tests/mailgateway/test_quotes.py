"""The new part of a reply, told apart from what it quotes."""

import html

import pytest

from mailgateway.introductions import ATTRIBUTIONS, INLINE, SEPARATORS, UNENDED, VERBLESS, Rule
from mailgateway.parts import html_text
from mailgateway.quotes import short_words, split, without_frame

WHO, MAIL = "Ola Nordmann", "ola@example.no"
OURS = "sak+e4aqcaib2bfvcn2d3nro62ak@example.no"  # where answers to one letter go
SECRET = "Hei Kari\n\nDu kan trekke klagen ved å svare.\n\nMvh\nEksamenskontoret"
MARKED = "\n".join(f"> {line}" for line in SECRET.split("\n"))
BLOCK = f"Fra: {WHO} <{MAIL}>\nSendt: mandag 5. mars 2026 15:01\nTil: Kari <k@example.no>\nEmne: Kvittering\n\n"

INTRODUCTIONS = {
    "gmail nb": f"man. 2. mars 2026 kl. 13:09 skrev {WHO} <{MAIL}>:\n\n{MARKED}",
    "gmail nb wrapped": f"man. 2. mars 2026 kl. 13:09 skrev {WHO} <{MAIL}\n>:\n\n{MARKED}",
    "gmail nb plain": f"man. 2. mars 2026 kl. 13:09 skrev {WHO} <{MAIL}>:\n\n{SECRET}",
    "apple nb": f"Den 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}>:\n\n{MARKED}",
    "apple nb outlook": f"Den 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}<mailto:{MAIL}>>:\n\n{SECRET}",
    "apple nb new": f"2. mars 2026 kl. 20:42 skrev {WHO} <{MAIL}>:\n\n{MARKED}",
    "apple nb narrow": f"2. mars 2026 kl.\u202f20:42 skrev {WHO} <{MAIL}>:\n\n{MARKED}",
    "apple nb address alone": f"Den 2. mars 2026 kl. 20.42 skrev {MAIL}:\n\n{MARKED}",
    "apple nn": f"2. mars 2026 kl. 20:42 skreiv {WHO} <{MAIL}>:\n\n{MARKED}",
    "thunderbird nb": f"Den 02.03.2026 13:09, skrev {WHO}:\n{MARKED}",
    "thunderbird nn": f"Den 02.03.2026 13:09, skreiv {WHO}:\n{MARKED}",
    "evolution nn": f"må den 02.03.2026 Klokka 10:37 (-0600) skreiv {WHO}:\n{MARKED}",
    "evolution nb": f"ti., 03.03.2026 kl. 13.09 +0200, skrev {WHO}:\n{MARKED}",
    "airmail nb": f"På 2 mars 2026 på 02:23:18, {WHO} ({MAIL}) skrev:\n\n{MARKED}",
    "yahoo nb": f"     mandag 2. mars 2026, 13:09:12 CET skrev {WHO} <{MAIL}>:  \n \n{SECRET}",
    "outlook mac nb": f"{WHO} <{MAIL}> skrev følgende den 02/03/2026, 12:46:\n\n    {SECRET}",
    "outlook nb": BLOCK + SECRET,
    "outlook nb bold": BLOCK.replace("Fra:", "*Fra:*").replace("Sendt:", "*Sendt:*").replace("Til:", "*Til:*") + SECRET,
    "outlook nn": BLOCK.replace("Fra:", "Frå:") + SECRET,
    "outlook nb web": "________________________________\n" + BLOCK + SECRET,
    "outlook ios nb": "Hent Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n" + BLOCK + SECRET,
    "outlook nb original": "-----Opprinnelig melding-----\n" + BLOCK + SECRET,
    "outlook nn original": "-----Opphavleg melding-----\n" + BLOCK + SECRET,
    "samsung nb": "Sendt fra min Galaxy\n\n\n-------- Opprinnelig melding --------\n" + BLOCK.replace("Sendt", "Dato") + SECRET,
    "iphone nb": f"Sendt fra min iPhone\n\n> 2. mars 2026 kl. 13:09 skrev {WHO} <{MAIL}>:\n> \n{MARKED}",
    "iphone nn": f"Sendt frå iPhone-en min\n\n> 2. mars 2026 kl. 13:09 skreiv {WHO} <{MAIL}>:\n> \n{MARKED}",
    "thunderbird forward": f"-------- Videresendt melding --------\nEmne: \tx\nDato: \ti går\nFra: \t{WHO}\nTil: \tk\n\n{SECRET}",
    "apple forward": f"Videresendt melding:\n\n{BLOCK}{SECRET}",
    "gmail en": f"On Mon, Mar 2, 2026 at 1:09 PM {WHO} <{MAIL}> wrote:\n\n{MARKED}",
    "apple en": f"On 2 Mar 2026, at 13:09, {WHO} <{MAIL}> wrote:\n\n{MARKED}",
    "thunderbird en": f"On 02.03.2026 13:09, {WHO} wrote:\n{MARKED}",
    "outlook en": f"From: {WHO} <{MAIL}>\nSent: Monday, March 2, 2026 1:09 PM\nTo: K <k@x.no>\nSubject: x\n\n{SECRET}",
    "gmail nb with point": f"søn. 1. mars 2026 kl. 00.26 skrev {WHO} <{MAIL}>:\n\n{MARKED}",
    "outlook en web": f"________________________________\nFrom: {WHO} <{MAIL}>\nSent: Monday\nTo: K <k@x.no>\nSubject: x\n\n{SECRET}",
    "outlook nb many recipients": BLOCK.replace("Emne", "Kopi: a@example.no; b@example.no;\n c@example.no\nEmne") + SECRET,
    "outlook mac nb headers": f"Fra: {WHO} <{MAIL}>\nDato: mandag, 2. mars 2026 kl. 12:46\nTil: k@x.no <k@x.no>\nEmne: x\n{SECRET}",
    "gmail of old": f"2026-03-02 13:09 GMT+01:00 {WHO} <\n{MAIL}>:\n\n{MARKED}",
    "link of an address": f"On Mon, 2 Mar 2026 at 13:09 {WHO}\n\n<\nmailto:{WHO} <{MAIL}>\n> wrote:\n\n{SECRET}",
    "no colon, bars": f"2026/3/2 {WHO} <{MAIL}>\n\n" + MARKED.replace(">", "|"),
    "day alone nb": f"2. mars 2026 skrev {WHO}:\n\n{MARKED}",
    "zoho en": f"---- On Mon, 2 Mar 2026 13:09:36 +0100 {WHO}<{MAIL}> wrote ----\n\n{SECRET}",
    "name and address alone": f"{WHO} <{MAIL}> skrev:\n\n{SECRET}",
    "eudora en": f"At 3/2/2026 08:32 PM, you wrote:\n{MARKED}",
    "bold line": f"*-------- Original Message --------*\n\n{SECRET}",
    "yahoo android nb": f"  På man., mars 2, 2026 kl. 8:40, NTNU\n<{OURS}> skrev:   {SECRET}",
    "yahoo android en": f"  On Mon, Mar 2, 2026 at 8:40, NTNU<{MAIL}> wrote:   {SECRET}",
    "roundcube nb": f"{WHO} skrev den 02.03.2026 08:40:\n\n{SECRET}",
    "k9 nb": f"{WHO} <{MAIL}> skrev den 2. mars 2026 08:40:00 CET:\n{SECRET}",
    "k9 nb guillemets": f"‹{MAIL}› skrev den 2. mars 2026 08:40:00 CET:\n{SECRET}",
    "fairemail nb": f"2. mars 2026 08:40:00 {WHO} <{MAIL}>:\n\n{SECRET}",
    "outlook nb in one line": " ".join(BLOCK.split("\n")).strip() + f"\n\n{SECRET}",
    "samsung nb hyphens": f"‐‐‐‐‐‐‐‐ Opprinnelig melding ‐‐‐‐‐‐‐‐\n{BLOCK}{SECRET}",
    "huawei nb": f"-------- Opprinnelig e-post --------\n{BLOCK}{SECRET}",
    "em client nb": f'Fra "{WHO}" <{MAIL}>\nTil k@example.no\nDato 02.03.2026 08:40:00\nEmne x\n\n{SECRET}',
    "outlook de": f"Von: NTNU <sak@example.no>\nGesendet: Montag, 2. März 2026 08:40\nAn: K\nBetreff: x\n\n{SECRET}",
    "gmail de": f"Am Mo., 2. März 2026 um 08:40 Uhr schrieb NTNU <sak@example.no>:\n\n{SECRET}",
    "gmail es wrapped": f"El lun, 2 mar 2026 a las 8:40, NTNU\n(<{OURS}>) escribió:\n\n{SECRET}",
    "unknown form with our reply address": f"NTNU ({OURS}) hier 08h40 :\n\n{SECRET}",
    "outlook en original": f"-----Original Message-----\nFrom: {WHO}\nSent: Monday\nTo: K\nSubject: x\n\n{SECRET}",
}  # fmt: skip
BODIES = [
    "Gitt.",
    "Hei\n\nJeg ønsker å trekke klagen.\n\nMvh\nKari",
    "Eg ynskjer å trekkje klaga mi.\n\nHelsing Ola",
    "Tre ting:\n- en\n- to\n- tre",
    "Den 3. januar fikk jeg karakteren kl. 12.30. Ola skrev også en klage: se under.",
    "Emne: TDT4100\nTid: 12:30\nTil dere alle",
    "Den 3. januar kl. 12:30 skrev jeg eksamen, og her er spørsmålene mine:\nHvorfor?",
    'Jeg klager. Sensor skrev følgende i begrunnelsen:\n\n"God struktur, men tynn drøfting"\n\nDet er jeg uenig i.',
    "Fra 1. mars 2026 har jeg ventet.\nTil nå ingen svar.\nDato for eksamen var 3. desember.",
    "Fra: 3. mars\nTil: 5. mars\nEmne: TDT4100\nDato: i morgen",
    "Fra: Oslo\nTil: Bergen\nDato: i helga",
    "From: me\nTo: you\nSubject: none",
    "Til: Klagenemnda\nFra: Kari Nordmann\nDato: 23.11.2026\nEmne: Klage på TDT4100\n\nJeg klager på karakteren.",
    "Til: Klagenemnda\nFra: Kari Nordmann, kari@example.no\nDato: 23. november 2026\n\nJeg klager på karakteren.",
    "Emne: TDT4100\nKandidatnummer: 1001\nDato: 17.11.26\nFra: Kari Nordmann\n\nJeg ber om begrunnelse.",
    "Ring 22 85 50 50 mellom 12:00 og 14:00, eller kari@example.no:\nKandidat 10042",
    "2026-03-02 fikk jeg svar fra ola@example.no",
    "Overskrift\n----------\nTekst under strek",
    "Dere skriver «Du kan trekke klagen». Det vil jeg ikke.",
    "Han skrev: nei.\n\nMen jeg mener ja.\n1) fordi\n2) derfor",
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("quote", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_writers_words_stay_and_quoted_words_go(quote: str, body: str) -> None:
    assert split(f"{body}\n\n{quote}\n").visible == body


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("quote", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_line_right_above_a_quote_is_the_writers(quote: str, body: str) -> None:
    assert split(f"{body}\n{quote}\n").visible == body


@pytest.mark.parametrize("quote", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_every_line_is_in_one_part_or_the_other(quote: str) -> None:
    text = f"Ja takk\n\n{quote}"
    parts = split(text)
    kept = {line.strip() for line in f"{parts.visible}\n{parts.elided}".split("\n")}
    assert {line.strip() for line in text.replace("\u202f", " ").split("\n")} <= kept | {""}


@pytest.mark.parametrize("quote", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_mail_that_is_only_a_quote_says_nothing_new(quote: str) -> None:
    assert split(quote).visible == ""


@pytest.mark.parametrize("rule", [*ATTRIBUTIONS, *VERBLESS, *UNENDED, *SEPARATORS], ids=lambda rule: rule.name)
def test_every_rule_knows_one_of_these_quotes(rule: Rule) -> None:
    first_lines = [
        " ".join(quote.strip("> \n").split("\n")[:length]) for quote in INTRODUCTIONS.values() for length in (1, 2)
    ]
    joined = [line.replace("\u202f", " ") for line in first_lines]
    assert any(rule.pattern.match(line.strip()) for line in joined)


@pytest.mark.parametrize("rule", INLINE, ids=lambda rule: rule.name)
def test_every_rule_of_unended_lines_knows_one_of_these_quotes(rule: Rule) -> None:
    first_lines = [
        "\n".join(quote.strip().split("\n")[:length]) for quote in INTRODUCTIONS.values() for length in (1, 2)
    ]
    assert any(rule.pattern.match(lines) for lines in first_lines)


def test_sentence_with_our_reply_address_in_it_is_the_writers() -> None:
    assert split(f"Jeg svarte til {OURS} i går, og trekker klagen.").elided == ""


def test_signature_below_an_answer_below_a_quote_is_left_out() -> None:
    assert split(f"On 02.03.2026 13:09, {WHO} wrote:\n{MARKED}\n\nI withdraw.\n--\nKari").visible == "I withdraw."


def test_answer_below_a_quote_without_marks_that_quotes_in_turn_is_the_writers() -> None:
    quoted = f"Kan du tirsdag?\n\nDen 1. mars 2026 kl. 20.42 skrev Kari <k@example.no>:\n{MARKED}"
    text = f"Den 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}>:\n\n{quoted}\nJa, tirsdag er fint.\n\nOg takk."
    assert split(text).visible == "Ja, tirsdag er fint.\nOg takk."


def test_whoever_answers_above_a_quote_without_marks_has_said_all_there() -> None:
    quoted = f"Kan du tirsdag?\n\nDen 1. mars 2026 kl. 20.42 skrev Kari <k@example.no>:\n{MARKED}"
    assert split(f"Ja.\n\nDen 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}>:\n\n{quoted}\nHilsen {WHO}").visible == "Ja."


def test_quote_below_a_quote_is_no_answer() -> None:
    quoted = f"Kan du tirsdag?\n\nDen 1. mars 2026 kl. 20.42 skrev Kari <k@example.no>:\n{MARKED}\n\n{BLOCK}{SECRET}"
    assert split(f"Den 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}>:\n\n{quoted}").visible == ""


@pytest.mark.parametrize(
    "line",
    [
        "Sendt med Spark",
        "Sendt via mobil",
        "(sent from my phone)",
        "Sent with Outlook for Android",
        "Sendt fra mobil, jeg beklager skrivefeil",
        "Sent from my phone, I apologise for typos",
        "Get [Outlook for iOS](https://x)",
    ],
)
def test_what_a_program_adds_below_is_left_out(line: str) -> None:
    assert split(f"Gitt 42\n\n{line}").visible == "Gitt 42"


@pytest.mark.parametrize(
    "line",
    [
        "Sendt med vedlegg: klagen min",
        "Sent with regret",
        "Sendt på mandag",
        "Skrevet med blyant",
        "Sendt fra bussen, så kort: jeg klager på TDT4100",
        "Sendt frå telefonen: eg bed om grunngjeving i TDT4100",
        "Sent from a bus: I appeal the grade in TDT4100",
    ],
)
def test_line_that_only_looks_like_a_programs_is_the_writers(line: str) -> None:
    assert split(f"Gitt 42\n\n{line}").visible.endswith(line)


@pytest.mark.parametrize("drawn", ["--", "***\n", "_____\n=====", "~~~\n\n---"])
def test_drawn_lines_at_the_end_say_nothing(drawn: str) -> None:
    parts = split(f"Gitt 42\n---\nog 43\n\n{drawn}")
    assert (parts.visible, parts.elided != "") == ("Gitt 42\n---\nog 43", True)


def test_answers_between_the_quoted_lines_are_the_writers() -> None:
    text = f"Den 2. mars 2026 kl. 20.42 skrev {WHO} <{MAIL}>:\n> Passer tirsdag?\nJa.\n> Klokka ti?\nHeller elleve."
    assert split(text).visible == "Ja.\nHeller elleve."


def test_answer_below_a_marked_quote_is_the_writers() -> None:
    assert split(f"On 02.03.2026 13:09, {WHO} wrote:\n{MARKED}\n\nI withdraw.").visible == "I withdraw."


def test_marked_lines_without_introduction_are_a_quote_too() -> None:
    assert split("> Passer tirsdag?\nJa.").visible == "Ja."


def test_earliest_of_several_quotes_is_where_it_ends() -> None:
    assert split(f"Ok\n\n{BLOCK}hei\n\nOn 02.03.2026 13:09, {WHO} wrote:\n> x").visible == "Ok"


def test_signature_below_two_dashes_is_left_out() -> None:
    assert split("Gitt\n-- \nKari Nordmann\nProfessor i klage på karakter").visible == "Gitt"


@pytest.mark.parametrize(
    "line", ["PS: Klager også.", "P.S. I withdraw.", "Jeg klager også på karakteren.", "Når får jeg svar på dette?"]
)
def test_what_is_said_below_a_signature_is_the_writers(line: str) -> None:
    text = f"Jeg ønsker begrunnelse.\n-- \nKari\nTDT4100\n\n{line}"
    assert split(text).visible == f"Jeg ønsker begrunnelse.\n-- \n{line}"
    assert without_frame(split(text).visible).endswith(line)


@pytest.mark.parametrize(
    "line",
    ["Student, TDT4100", "Seksjon for klager", "Kunnskap for en bedre verden.", "I samarbeid med NTNU", "PSI-1001"],
)
def test_signature_that_says_nothing_stays_out(line: str) -> None:
    assert split(f"Gitt\n-- \nKari\n{line}").visible == "Gitt"


def test_postscript_below_the_closing_words_is_no_frame() -> None:
    assert (
        without_frame("Begrunnelse, takk\n\nMvh\nKari\n\nPS: Jeg klager også")
        == "Begrunnelse, takk\nPS: Jeg klager også"
    )


def test_word_to_act_on_is_not_blurred_by_what_a_signature_says() -> None:
    assert short_words(split("Gitt 42\n-- \nOla\nJeg har fri på fredager").visible) == "Gitt 42"


@pytest.mark.parametrize("text", ["", "\n\n", "Hei", "a:\n" * 3, ":", ">", "Fra:", "-- ", "x\r\ny"])
def test_mail_without_a_quote_is_all_visible_or_empty(text: str) -> None:
    assert split(text).elided in ("", ">", "--")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gitt 42", "Gitt 42"),
        ("Hei!\n\nGitt 42\n\nMvh\nOla", "Gitt 42"),
        ("Hei, gitt 42", "gitt 42"),
        ("Hei Kari Nordmann,\nok", "ok"),
        ("Hei Kari Nordmann, ok!", "ok!"),
        ("Kjære alle sammen\n\n42 ikke møtt i går", "42 ikke møtt i går"),
        ("God morgon!\nSendt 42", "Sendt 42"),
        ("Dear Ola,\n\n42 given\n\nBest regards", "42 given"),
        ("Ja takk", "Ja takk"),
        ("👍", "👍"),
        ("Hei\n\nMvh\nOla", ""),
        ("Mvh Ola", ""),
        ("Sendt fra min iPhone", ""),
        ("", ""),
    ],
)
def test_short_words_are_the_first_that_say_something(text: str, words: str) -> None:
    assert short_words(text) == words


def test_frame_of_greeting_and_closing_is_taken_off() -> None:
    assert without_frame("Hei Kari,\n\nTDT4100\nkandidat 1042\n\nMed vennlig hilsen\nOla") == "TDT4100\nkandidat 1042"


def as_html(quote: str, body: str) -> str:
    """A mail whose quote and whose own lines are paragraphs of a page, with no marks, as in mails that come as HTML only."""
    own = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in body.split("\n"))
    unbroken = (
        quote.replace("<\n", "<").replace("NTNU\n", "NTNU ").replace("\n>:", ">:").replace("\n> wrote:", "> wrote:")
    )  # only text is broken over lines
    lines = [line.lstrip("> ") for line in unbroken.split("\n")]
    return f"<html><body>{own}<br><div>{''.join(f'<p>{html.escape(line)}</p>' for line in lines)}</div></body></html>"


@pytest.mark.parametrize("body", [BODIES[1], BODIES[4], BODIES[8]])
@pytest.mark.parametrize("quote", INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_quote_in_a_page_of_html_goes_too(quote: str, body: str) -> None:
    assert split(html_text(as_html(quote, body))).visible.split() == body.split()
