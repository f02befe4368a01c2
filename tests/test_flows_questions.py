"""The stories of questions back: numbered choices, answered by numbers or in words, and what the answer settles."""

from casework.case import Kind, Status
from tests.season import BY_MAIL, KARI
from tests.stage import Stage
from tests.tongues import NB

DOUBTFUL = "Hei, jeg er ikke fornøyd med TDT4100. Skal jeg klage?"


async def ask_doubtfully(stage: Stage, text: str = DOUBTFUL) -> None:
    await stage.mail(KARI, "klage", "", text)


async def kinds(stage: Stage) -> list[Kind]:
    return [(await stage.case(number)).kind for number in range(1, await stage.cases() + 1)]


async def test_a_doubtful_mail_is_answered_with_what_it_may_mean_first(stage: Stage) -> None:
    await ask_doubtfully(stage)

    assert "1. Jeg klager på karakteren: TDT4100 Emne TDT4100, høsten 2026" in stage.letter(KARI).text
    assert (await stage.cases(), await stage.tasks()) == (0, ["not_understood"])


async def test_a_number_opens_the_case_with_the_first_time_and_settles_the_task(stage: Stage) -> None:
    await ask_doubtfully(stage)
    first, asked = stage.clock(), stage.letter(KARI)
    await stage.later(hours=30)
    await stage.reply(KARI, asked, "1")

    case = await stage.case()
    assert (case.kind, case.received) == (Kind.APPEAL, first)
    assert "not_understood" not in await stage.tasks()


async def test_several_numbers_open_several_cases(stage: Stage) -> None:
    await ask_doubtfully(stage)
    await stage.reply(KARI, stage.letter(KARI), "1 og 2")

    assert await kinds(stage) == [Kind.APPEAL, Kind.EXPLANATION]


async def test_the_answer_may_be_given_in_words(stage: Stage) -> None:
    await ask_doubtfully(stage)
    await stage.reply(KARI, stage.letter(KARI), "Begrunnelse, takk")

    assert await kinds(stage) == [Kind.EXPLANATION]


async def test_wish_without_an_exam_is_asked_which_next_with_the_first_time(stage: Stage) -> None:
    await ask_doubtfully(stage, "Hei, hva gjør jeg nå?")
    first = stage.clock()
    await stage.later(hours=3)
    await stage.reply(KARI, stage.letter(KARI), "1")
    await stage.later(hours=3)
    await stage.reply(KARI, stage.letter(KARI), "TDT4100")

    assert ((await stage.case()).received, await stage.cases()) == (first, 1)


async def test_both_of_two_exams_are_opened_by_one_word(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", "Jeg ber om begrunnelse i TDT4100 og EXPH0300.")
    await stage.reply(KARI, stage.letter(KARI), "Begge, takk")

    assert await kinds(stage) == [Kind.EXPLANATION] * 2


async def test_a_candidate_number_in_the_answer_is_no_choice(stage: Stage) -> None:
    await stage.mail(KARI, "begrunnelse", "", NB.vague)
    await stage.reply(KARI, stage.letter(KARI), "Kandidat 4")

    assert await stage.cases() == 0


async def test_of_several_open_cases_the_one_to_withdraw_is_chosen(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NB, "EXPH0300")
    await stage.mail(KARI, "sak", "", "Jeg vil trekke saken min.")
    await stage.reply(KARI, stage.letter(KARI), "2")
    await stage.reply(KARI, stage.letter(KARI), "ja")

    cases = [await stage.case(number) for number in (1, 2)]
    assert [case.status for case in cases] == [Status.WITH_GRADER, Status.WITHDRAWN]


async def test_a_named_course_tells_which_case_to_withdraw(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.asks(NB, "EXPH0300")
    await stage.mail(KARI, "sak", "", "Jeg trekker ønsket om begrunnelse i EXPH0300.")

    assert stage.letter(KARI).subject.startswith("[2/2026] Vil du trekke")


async def test_an_answer_about_a_time_goes_to_the_grader_by_mail_alone(stage: Stage) -> None:
    await stage.asks(NB, "NORD1100")
    await stage.reply(KARI, stage.letter(KARI), "Hei! Tirsdag klokka ti passer fint for meg.")

    assert "Tirsdag klokka ti passer fint for meg." in stage.letter(BY_MAIL).text
    assert stage.letter(KARI).subject == "[1/2026] Svaret ditt er sendt til sensor: NORD1100"
    assert await stage.tasks() == []


async def test_thanks_in_the_writers_own_words_need_no_answer(stage: Stage) -> None:
    await stage.asks(NB)
    await stage.reply(KARI, stage.letter(KARI), "Tusen takk for rask hjelp, ha en fin dag!")

    assert (len(stage.letters(KARI)), await stage.tasks()) == (1, [])
