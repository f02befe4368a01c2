"""A small exam season for tests: three students, three languages, two graders, a mail-only grader, two case handlers."""

from datetime import date

from casework.exams import Channel, ExplanationForm, Form, Language, Role, Round
from casework.registration import CommissionRow, ExamKey, ExamRow, RegistryFile, ResultRow, StaffRow

WRITTEN = ExamKey("TDT4100", "", "2026H")
TALK = ExamKey("EXPH0300", "", "2026H")
MANUAL = ExamKey("NORD1100", "", "2026H")
ORAL_EXAM = ExamKey("MUNT1000", "", "2026H")
NOT_OPENED = ExamKey("STEN1000", "", "2026H")

KARI, NILS, EMILY = "kari@student.example.no", "nils@student.example.no", "emily@student.example.no"
GRADER, TALKER, BY_MAIL = "U0GRADER1", "U0GRADER2", "gunnhild@example.no"
HANDLER = "U0HANDLER1"
NEW_GRADER, EXTERNAL_GRADER = "U0NEW1", "U0NEW2"


def exam(key: ExamKey, explained: ExplanationForm, **more: object) -> ExamRow:
    names = {"name_nb": "Emne " + key.course, "name_nn": "Emne " + key.course, "name_en": "Course " + key.course}
    fixed = {"form": Form.WRITTEN, "announced": date(2026, 11, 17), "protocol_created": date(2026, 11, 17)}
    allowed = {"explanation_allowed": True, "appeal_allowed": True, "via_studentweb": False}
    return ExamRow(
        key, **{**names, **fixed, **allowed, "explanation_form": explained, "channel": Channel.INSPERA, **more}
    )


def results(number: str, name: str, email: str, language: Language) -> list[ResultRow]:
    exams = {WRITTEN: "C", TALK: "B", MANUAL: "D", ORAL_EXAM: "B", NOT_OPENED: "E"}
    return [
        ResultRow(key, f"1{number}", f"5{number}", name, email, language, "", None, grade)
        for key, grade in exams.items()
    ]


def staff(name: str, email: str, slack: str = "", *, external: bool = False, role: Role = Role.GRADER) -> StaffRow:
    return StaffRow(email, name, slack, external, role, Language.NB)


SEASON = RegistryFile(
    exams=(
        exam(WRITTEN, ExplanationForm.WRITTEN),
        exam(TALK, ExplanationForm.ORAL),
        exam(MANUAL, ExplanationForm.GRADER_CHOOSES, channel=Channel.MANUAL),
        exam(ORAL_EXAM, ExplanationForm.ORAL, form=Form.ORAL),
        exam(NOT_OPENED, ExplanationForm.WRITTEN, explanation_allowed=False),
    ),
    results=(
        *results("001", "Kari Nordmann", KARI, Language.NB),
        *results("002", "Nils Vestland", NILS, Language.NN),
        *results("003", "Emily Hartwell", EMILY, Language.EN),
    ),
    staff=(
        staff("Gro Grader", "gro@example.no", GRADER),
        staff("Tor Talker", "tor@example.no", TALKER),
        staff("Gunnhild Skåreide", BY_MAIL),
        staff("Nina Ny", "nina@example.no", NEW_GRADER),
        staff("Egil Ekstern", "egil@example.org", EXTERNAL_GRADER, external=True),
        staff("Siri Saksbehandler", "siri@example.no", HANDLER, role=Role.CASE_HANDLER),
        staff("Sigurd Saksbehandler", "sigurd@example.no", role=Role.CASE_HANDLER),
    ),
    commissions=(
        CommissionRow(WRITTEN, "1", Round.FIRST, "gro@example.no", lead=True),
        CommissionRow(TALK, "1", Round.FIRST, "tor@example.no", lead=True),
        CommissionRow(MANUAL, "1", Round.FIRST, BY_MAIL, lead=True),
        CommissionRow(ORAL_EXAM, "1", Round.FIRST, "tor@example.no", lead=True),
        CommissionRow(NOT_OPENED, "1", Round.FIRST, "gro@example.no", lead=True),
    ),
)
