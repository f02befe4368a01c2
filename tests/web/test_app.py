"""The pages behind one-time links, over real HTTP: GET shows, POST acts, once, and nobody learns what is not theirs."""

from datetime import timedelta

import pytest

from casework.case import Outcome, Status
from casework.exams import Language
from casework.links import Purpose
from tests import tongues
from tests.appeals import METTE, asked_in_database, on_sqlite
from tests.season import GRADER, KARI, NEW_GRADER, TALKER
from tests.web.visitor import Outline, Visitor, contact_door, grade_door, path_in

pytestmark = on_sqlite
NAME = "Kari Nordmann"
LABELS = ["Referanse", "Eksamen", "Kandidatnummer", "Mottatt"]
unconfirmed = pytest.mark.parametrize("stage", [{"mail_verdict": "unknown"}], indirect=True, ids=["unknown"])
in_each_tongue = pytest.mark.parametrize("tongue", [tongues.NB, tongues.NN, tongues.EN], ids=["nb", "nn", "en"])
GONE = {"nb": "Lenken virker ikke lenger", "nn": "Lenkja verkar ikkje lenger", "en": "This link no longer works"}


async def confirm_door(visitor: Visitor, tongue: tongues.Tongue = tongues.NB) -> str:
    """Case 1 waits for its student to say that the mail was theirs; the link stands in a letter."""
    await visitor.stage.asks(tongue)
    return path_in(visitor.stage.letter(tongue.student))


DOORS = [pytest.param(contact_door, id="contact"), pytest.param(grade_door, id="grade")]


# GET shows and never acts


@pytest.mark.parametrize("door", DOORS)
async def test_looking_at_a_page_changes_nothing(visitor: Visitor, door):
    path = await door(visitor)
    before = await visitor.events()
    pages = [await visitor.get(path) for _ in range(3)]
    assert [page.status for page in pages] == [200, 200, 200]
    assert await visitor.events() == before


@pytest.mark.parametrize("door", DOORS)
async def test_a_link_that_was_looked_at_can_still_be_used(visitor: Visitor, door):
    path = await door(visitor)
    await visitor.ask("HEAD", path)
    await visitor.get(path)
    assert "<button" in (await visitor.get(path)).text


@unconfirmed
async def test_looking_confirms_no_sender(visitor: Visitor):
    path = await confirm_door(visitor)
    page = await visitor.get(path)
    assert "Bekreft at du skrev til oss" in page.text
    assert "sender_confirmed" not in await visitor.events()


# POST acts, once


@unconfirmed
async def test_pressing_the_button_confirms_the_sender_once(visitor: Visitor):
    path = await confirm_door(visitor)
    first, second = await visitor.post(path), await visitor.post(path)
    assert ["Takk, det er bekreftet" in page.text for page in (first, second)] == [True, True]
    assert (await visitor.events()).count("sender_confirmed") == 1


@pytest.mark.demand("D-42")
@pytest.mark.demand("A-121")
async def test_the_grader_sees_whom_to_call_once_and_the_journal_knows(visitor: Visitor):
    path = await contact_door(visitor)
    first, second = await visitor.post(path), await visitor.post(path)
    assert [NAME in page.text and KARI in page.text for page in (first, second)] == [True, False]
    assert "Lenken er brukt" in second.text
    assert (await visitor.events()).count("contact_shown") == 1


async def test_the_grade_that_was_chosen_decides_the_appeal(visitor: Visitor):
    path = await grade_door(visitor)
    page = await visitor.post(path, grade="B")
    case = await visitor.stage.case()
    assert "Karakteren er lagra" in page.text
    assert (case.status, case.outcome) == (Status.DECIDED, Outcome.IN_FAVOUR)


async def test_a_second_grade_does_not_replace_the_first(visitor: Visitor):
    path = await grade_door(visitor)
    await visitor.post(path, grade="B")
    second = await visitor.post(path, grade="F")
    assert "Karakteren er lagra" in second.text
    assert (await visitor.stage.case()).outcome is Outcome.IN_FAVOUR


async def test_a_grade_is_stored_sealed_and_shown_to_nobody(visitor: Visitor):
    path = await grade_door(visitor)
    pages = [await visitor.post(path, grade="B"), await visitor.get(path)]
    (sealed,) = asked_in_database(visitor.stage, "SELECT sealed FROM grades WHERE case_number = 1")[0]
    assert len(sealed) > 40
    assert not [page for page in pages if ">B<" in page.text]


# the form of the grade


@pytest.mark.parametrize("form", [{}, {"grade": ""}, {"grade": "Z"}, {"grade": "Pass"}, {"other": "B"}])
async def test_a_form_without_a_grade_of_the_scale_is_asked_again(visitor: Visitor, form: dict[str, str]):
    path = await grade_door(visitor)
    before = await visitor.events()
    page = await visitor.post(path, **form)
    assert (page.status, "Vel éin karakter før du lagrar." in page.text) == (400, True)
    assert await visitor.events() == before


async def test_the_grade_page_shows_the_scale_and_not_the_first_grade(visitor: Visitor):
    outline = Outline(await visitor.get(await grade_door(visitor)))
    radios = [field for field in outline.of("input") if field["type"] == "radio"]
    assert [radio["value"] for radio in radios] == ["A", "B", "C", "D", "E", "F"]
    assert not [radio for radio in radios if "checked" in radio]


# who may not enter


@pytest.mark.parametrize("spoilt", ["x", "", "AAAA"])
async def test_a_token_that_was_tampered_with_has_no_page(visitor: Visitor, spoilt: str):
    path = await contact_door(visitor)
    page = await visitor.post(path[:-4] + spoilt)
    assert (page.status, GONE["nb"] in page.text) == (404, True)


@pytest.mark.parametrize(
    "path", ["/l/x", "/l/....", "/l/%FF%FE", "/l/k.1.1.1.", "/l/k.1.1.99999999999.æøå", "/l/" + "a" * 4000]
)
async def test_a_token_that_is_none_has_no_page(visitor: Visitor, path: str):
    assert [(await visitor.get(path)).status, (await visitor.post(path)).status] == [404, 404]


@pytest.mark.parametrize("who", [GRADER, NEW_GRADER, "siri@example.no"])
async def test_somebody_elses_contact_page_stays_shut(visitor: Visitor, who: str):
    path = await contact_door(visitor, who)
    page = await visitor.post(path)
    assert (page.status, NAME in page.text) == (410, False)


@pytest.mark.parametrize("who", [GRADER, TALKER])
async def test_who_does_not_grade_the_appeal_enters_no_grade(visitor: Visitor, who: str):
    path = await grade_door(visitor, who)
    page = await visitor.post(path, grade="A")
    assert (page.status, (await visitor.stage.case()).status) == (410, Status.JOINT)


@unconfirmed
async def test_another_student_confirms_no_case(visitor: Visitor):
    await confirm_door(visitor)
    page = await visitor.post(visitor.link(Purpose.CONFIRM_CASE, 1, 2))
    assert (page.status, "sender_confirmed" in await visitor.events()) == (410, False)


async def test_a_link_to_a_case_that_is_none_is_gone(visitor: Visitor):
    assert (await visitor.post(visitor.link(Purpose.CONTACT, 99, 1))).status == 410


@pytest.mark.parametrize("door", DOORS)
async def test_a_link_is_too_old_after_two_weeks(visitor: Visitor, door):
    path = await door(visitor)
    visitor.stage.clock.moment += timedelta(days=14)
    before = await visitor.events()
    assert [(await visitor.get(path)).status, (await visitor.post(path, grade="B")).status] == [410, 410]
    assert await visitor.events() == before


async def test_a_closed_case_shows_no_contact_details(visitor: Visitor):
    path = await contact_door(visitor)
    await visitor.stage.says(TALKER, "gitt 1")
    page = await visitor.post(path)
    assert (page.status, NAME in page.text) == (410, False)


# what stands on the pages


@pytest.mark.parametrize("door", DOORS)
async def test_no_name_stands_on_a_page_before_its_button_is_pressed(visitor: Visitor, door):
    page = await visitor.get(await door(visitor))
    assert not [word for word in (NAME, KARI, "Nordmann", "501001") if word in page.text]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_every_page_is_kept_from_caches_frames_and_referrers(visitor: Visitor, door, method: str):
    headers = (await visitor.ask(method, await door(visitor), data={"grade": "B"})).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; form-action 'self'")
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")


async def test_a_page_that_is_gone_has_the_same_headers(visitor: Visitor):
    headers = (await visitor.get("/l/x")).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


async def test_the_style_sheet_is_the_only_thing_a_page_loads(visitor: Visitor):
    outline = Outline(await visitor.get(await contact_door(visitor)))
    style = await visitor.get("/l/style.css")
    assert [link["href"] for link in outline.of("link")] == ["style.css"]
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert outline.of("script") == []


@pytest.mark.demand("D-10")
@pytest.mark.parametrize("door", DOORS)
async def test_a_page_can_be_read_aloud(visitor: Visitor, door):
    outline = Outline(await visitor.get(await door(visitor)))
    assert [len(outline.of(tag)) for tag in ("title", "h1", "main", "form", "button")] == [1, 1, 1, 1, 1]
    assert outline.unlabelled == []
    assert len(outline.of("fieldset")) == len(outline.of("legend"))


async def test_a_fault_is_said_to_those_who_do_not_see_it(visitor: Visitor):
    outline = Outline(await visitor.post(await grade_door(visitor)))
    assert [part["class"] for part in outline.of("p") if part.get("role") == "alert"] == ["fault"]


@unconfirmed
@in_each_tongue
async def test_a_student_reads_the_page_in_their_own_language(visitor: Visitor, tongue: tongues.Tongue):
    page = await visitor.get(await confirm_door(visitor, tongue))
    moment = {"nb": "kl. 09.00.00", "nn": "kl. 09.00.00", "en": "23 November 2026 at 09:00:00"}[tongue.language]
    assert Outline(page).of("html") == [{"lang": tongue.language.value}]
    assert moment in page.text


async def test_a_grader_reads_the_page_in_their_own_language(visitor: Visitor):
    assert Outline(await visitor.get(await grade_door(visitor, METTE))).of("html") == [{"lang": Language.NN.value}]


@pytest.mark.parametrize(
    ("wish", "language"),
    [("", "nb"), ("nn-NO,nb;q=0.8", "nn"), ("no", "nb"), ("en-GB,en", "en"), ("de,en;q=0.5", "en")],
)
async def test_a_stranger_reads_that_a_link_is_gone_in_the_browsers_language(
    visitor: Visitor, wish: str, language: str
):
    page = await visitor.get("/l/x", **{"Accept-Language": wish})
    assert Outline(page).of("html") == [{"lang": language}]
    assert GONE[language] in page.text


# what comes in


async def test_a_large_form_is_refused(visitor: Visitor):
    path = await grade_door(visitor)
    assert (await visitor.post(path, grade="B", more="x" * 300_000)).status == 413


async def test_a_large_form_without_a_length_is_refused_too(visitor: Visitor):
    async def pieces():
        for _ in range(100):
            yield b"grade=B&" * 500

    path = await grade_door(visitor)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await visitor.ask("POST", path, data=pieces(), headers=form)).status == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded; charset=klingon", b"grade=%FF%FE"),
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data", b"nonsense"),
        ("application/json", b'{"grade": "B"}'),
    ],
)
async def test_a_body_that_is_no_form_holds_no_grade(visitor: Visitor, kind: str, body: bytes):
    path = await grade_door(visitor)
    assert (await visitor.ask("POST", path, data=body, headers={"Content-Type": kind})).status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_a_page_takes_nothing_but_get_and_post(visitor: Visitor, method: str):
    assert (await visitor.ask(method, "/l/x")).status == 405


async def test_no_token_stands_in_the_log(visitor: Visitor, caplog: pytest.LogCaptureFixture):
    path = await contact_door(visitor)
    await visitor.post(path)
    await visitor.post(path[:-1])
    assert path.rpartition(".")[2][:8] not in caplog.text
