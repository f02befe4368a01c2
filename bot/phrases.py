"""What people read in Slack: every button, status and sentence in bokmål, nynorsk and English."""

from collections.abc import Mapping

from bot.absences import ABSENCES
from bot.duties import DUTIES
from bot.mornings import MORNINGS
from bot.once_more import ONCE_MORE
from bot.questions import ASKED
from bot.rulings import RULINGS
from bot.sentences import TOLD
from bot.talk_words import TALKS
from casework.exams import Language

# key, bokmål, nynorsk, English
_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("move.sent", "Sendt", "Sendt", "Sent"),
    ("move.oral_given", "Gitt muntlig", "Gitt munnleg", "Given orally"),
    ("move.no_show", "Ikke møtt", "Ikkje møtt", "No-show"),
    ("move.assign", "Send til sensor", "Send til sensor", "Send to examiner"),
    ("move.confirm_sender", "Bekreft avsender", "Stadfest avsendar", "Confirm sender"),
    ("move.reject", "Avvis", "Avvis", "Reject"),
    ("move.withdraw", "Registrer som trukket", "Registrer som trekt", "Record as withdrawn"),
    ("move.start", "Start klagesensur", "Start klagesensur", "Start regrading"),
    ("move.name_commission", "Oppnevn kommisjon", "Nemn opp kommisjon", "Appoint commission"),
    ("move.graded", "Jeg er ferdig", "Eg er ferdig", "I am done"),
    ("move.in_favour", "Endret til gunst", "Endra til gunst", "Changed in favour"),
    ("move.unchanged", "Uendret", "Uendra", "Unchanged"),
    ("move.against", "Endret til ugunst", "Endra til ugunst", "Changed against"),
    ("move.further", "Ny vurdering trengs", "Ny vurdering trengst", "Needs another assessment"),
    ("move.tell", "Meld fra til studenten", "Meld frå til studenten", "Tell the student"),
    ("move.annul_regrade", "Opphev: ny sensur", "Opphev: ny sensur", "Annul: regrade"),
    ("move.annul_new_exam", "Opphev: ny eksamen", "Opphev: ny eksamen", "Annul: new exam"),
    ("move.forward", "Send til klagenemnda", "Send til klagenemnda", "Forward to the board"),
    ("move.board_upheld", "Nemnda ga ikke medhold", "Nemnda gav ikkje medhald", "The board did not uphold"),
    ("move.pause", "Studenten ba om utsettelse …", "Studenten bad om utsetjing …", "The student asked for later …"),
    (
        "move.pause_unanswered",
        "Venter på svar fra studenten …",
        "Ventar på svar frå studenten …",
        "Waiting for the student …",
    ),
    ("move.resume", "Fristen går igjen …", "Fristen går igjen …", "The clock runs again …"),
    ("move.seen", "Studenten har åpnet den …", "Studenten har opna ho …", "The student has opened it …"),
    ("move.excuse", "Godta som i tide", "Godta som i tide", "Take as in time"),
    ("move.knew", "Når ble feilen kjent …", "Når blei feilen kjend …", "When was the error known …"),
    ("kind.explanation", "Begrunnelse", "Grunngjeving", "Explanation"),
    ("kind.appeal", "Klage på karakter", "Klage på karakter", "Grade appeal"),
    ("kind.formal_error", "Klage på formelle feil", "Klage på formelle feil", "Formal-error complaint"),
    ("kind.regrading", "Klagesensur", "Klagesensur", "Regrading"),
    ("status.received", "Venter på saksbehandler", "Ventar på saksbehandlar", "Waits for a case handler"),
    ("status.with_grader", "Venter på sensor", "Ventar på sensor", "Waits for the examiner"),
    ("status.waiting", "Venter på begrunnelsen", "Ventar på grunngjevinga", "Waits for the explanation"),
    ("status.to_assign", "Mangler kommisjon", "Manglar kommisjon", "Needs a commission"),
    ("status.with_commission", "Hos kommisjonen", "Hos kommisjonen", "With the commission"),
    ("status.joint", "Kommisjonen blir enig", "Kommisjonen blir einig", "The commission agrees on it"),
    ("status.further", "Vurderes en gang til", "Blir vurdert ein gong til", "Assessed once more"),
    ("status.new_oral", "Ny muntlig eksamen", "Ny munnleg eksamen", "A new oral exam"),
    (
        "status.decided",
        "Avgjort, studenten har ikke fått beskjed",
        "Avgjord, studenten har ikkje fått beskjed",
        "Decided, the student has not been told",
    ),
    ("status.with_handler", "Hos saksbehandler", "Hos saksbehandlar", "With a case handler"),
    ("status.with_board", "Hos klagenemnda", "Hos klagenemnda", "With the appeal board"),
    ("status.done", "Ferdig", "Ferdig", "Done"),
    ("status.rejected", "Avvist", "Avvist", "Rejected"),
    ("status.withdrawn", "Trukket", "Trekt", "Withdrawn"),
    ("outcome.sent", "begrunnelse sendt", "grunngjeving send", "explanation sent"),
    ("outcome.oral_given", "gitt muntlig", "gitt munnleg", "given orally"),
    ("outcome.no_show", "studenten møtte ikke", "studenten møtte ikkje", "the student did not come"),
    ("outcome.in_favour", "endret til gunst", "endra til gunst", "changed in favour"),
    ("outcome.against", "endret til ugunst", "endra til ugunst", "changed against"),
    ("outcome.unchanged", "uendret", "uendra", "unchanged"),
    ("outcome.annulled_regrade", "opphevet, ny sensur", "oppheva, ny sensur", "annulled, regrading"),
    ("outcome.annulled_new_exam", "opphevet, ny eksamen", "oppheva, ny eksamen", "annulled, new exam"),
    ("outcome.board_upheld", "ikke medhold i klagenemnda", "ikkje medhald i klagenemnda", "not upheld by the board"),
    ("form.written", "skriftlig", "skriftleg", "written"),
    ("form.oral", "muntlig", "munnleg", "oral"),
    ("form.grader_chooses", "skriftlig eller muntlig", "skriftleg eller munnleg", "written or oral"),
    ("mark.late", "Kom etter fristen", "Kom etter fristen", "Came after the deadline"),
    (
        "mark.not_opened_for",
        "Ikke åpnet for i registeret",
        "Ikkje opna for i registeret",
        "Not opened for in the registry",
    ),
    ("mark.at_once", "Skal gis straks", "Skal givast straks", "To be given at once"),
    ("mark.not_regradable", "Kan ikke sensureres på nytt", "Kan ikkje sensurerast på nytt", "Cannot be regraded"),
    (
        "mark.final",
        "Karakteren er endelig etter klage",
        "Karakteren er endeleg etter klage",
        "The grade is final after an appeal",
    ),
    ("mark.group", "Gruppeeksamen", "Gruppeeksamen", "Group exam"),
    (
        "mark.group_grace",
        "Gruppens uke etter fristen",
        "Veka til gruppa etter fristen",
        "The group's week after the deadline",
    ),
    (
        "mark.unconfirmed",
        "Avsenderen er ikke bekreftet",
        "Avsendaren er ikkje stadfesta",
        "The sender is not confirmed",
    ),
    (
        "mark.dates_disagree",
        "Datoene i registeret stemmer ikke overens",
        "Datoane i registeret stemmer ikkje overeins",
        "The dates in the registry disagree",
    ),
    ("mark.time_in_doubt", "Tvil om når e-posten kom", "Tvil om når e-posten kom", "Doubt about when the mail arrived"),
    ("mark.no_announcement", "Mangler dato for kunngjøring", "Manglar dato for kunngjering", "No date of announcement"),
    ("task.unknown_sender", "ukjent avsender", "ukjend avsendar", "unknown sender"),
    ("task.failed_sender", "falsk avsender", "falsk avsendar", "forged sender"),
    ("task.sender_unclear", "uklar avsender", "uklar avsendar", "unclear sender"),
    ("task.sender_unconfirmed", "ubekreftet avsender", "ustadfesta avsendar", "unconfirmed sender"),
    ("task.several_results", "flere mulige resultater", "fleire moglege resultat", "several possible results"),
    ("task.no_result", "finner ikke resultatet", "finn ikkje resultatet", "no such result"),
    ("task.not_understood", "ikke forstått", "ikkje forstått", "not understood"),
    ("task.mail_unreadable", "uleselig e-post", "uleseleg e-post", "unreadable mail"),
    ("task.mail_waits", "e-post venter for lenge", "e-post ventar for lenge", "mail waits too long"),
    ("task.needs_grader", "mangler sensor", "manglar sensor", "needs an examiner"),
    ("task.needs_decision", "må avgjøres", "må avgjerast", "needs a decision"),
    ("task.further_joint", "ny vurdering trengs", "ny vurdering trengst", "needs another assessment"),
    ("task.further_blind", "ny vurdering trengs", "ny vurdering trengst", "needs another assessment"),
    ("task.further_seeing", "ny vurdering trengs", "ny vurdering trengst", "needs another assessment"),
    ("task.no_announcement", "mangler kunngjøring", "manglar kunngjering", "no announcement"),
    ("task.letter_bounced", "brev i retur", "brev i retur", "letter bounced"),
    ("task.letter_refused", "brev avvist", "brev avvist", "letter refused"),
    ("task.letter_failed", "brev ikke sendt", "brev ikkje sendt", "letter not sent"),
    ("task.letter_late", "brev ikke levert ennå", "brev ikkje levert enno", "letter not delivered yet"),
    ("task.relay_away", "e-post går ikke ut", "e-post går ikkje ut", "mail does not go out"),
    ("task.letter_held", "brevtekst ikke godkjent", "brevtekst ikkje godkjend", "letter text not approved"),
    ("task.notice_failed", "varsel ikke sendt", "varsel ikkje sendt", "notice not sent"),
    ("task.withdrawal_asked", "vil trekke saken", "vil trekkje saka", "withdrawal asked"),
    ("task.time_in_doubt", "tvil om tidspunkt", "tvil om tidspunkt", "doubt about a time"),
    ("task.question_unanswered", "student har ikke svart", "student har ikkje svart", "student has not answered"),
    ("task.silent_grader", "sensor svarer ikke", "sensor svarer ikkje", "silent examiner"),
    ("task.interim_asked", "foreløpig svar nærmer seg", "førebels svar nærmar seg", "interim reply coming up"),
    ("task.interim_sent", "foreløpig svar sendt", "førebels svar sendt", "interim reply sent"),
    ("task.capped", "for mange brev", "for mange brev", "too many letters"),
    ("task.machine_mail", "e-post fra et program?", "e-post frå eit program?", "mail from a program?"),
    ("task.calendar_answer", "kalendersvar", "kalendersvar", "calendar answer"),
    ("task.mail_loop", "e-post går i ring", "e-post går i ring", "mail goes in circles"),
    ("button.show", "Vis saken", "Vis saka", "Show case"),
    ("button.other_day", "En annen dag …", "Ein annan dag …", "Another day …"),
    ("button.save", "Registrer", "Registrer", "Save"),
    ("button.close", "Lukk", "Lukk", "Close"),
    ("button.send", "Send", "Send", "Send"),
    ("button.cancel", "Avbryt", "Avbryt", "Cancel"),
    ("label.day", "Dag", "Dag", "Day"),
    ("label.move", "Hva skal registreres?", "Kva skal registrerast?", "What shall be recorded?"),
    ("label.whom", "Hvem?", "Kven?", "Who?"),
    ("label.kind", "Hva gjelder det?", "Kva gjeld det?", "What is it about?"),
    ("label.course", "Emnekode", "Emnekode", "Course code"),
    ("label.part", "Del av eksamen", "Del av eksamenen", "Part of the exam"),
    ("label.candidate", "Kandidatnummer", "Kandidatnummer", "Candidate number"),
    ("title.case", "Sak {number}", "Sak {number}", "Case {number}"),
    ("title.day", "Velg dag", "Vel dag", "Choose a day"),
    ("title.whom", "Velg personer", "Vel personar", "Choose people"),
    ("title.request", "Ny sak for en kandidat", "Ny sak for ein kandidat", "New case, a candidate"),
    ("title.app", "Fristvakt", "Fristvakt", "Fristvakt"),
)


def _table() -> Mapping[str, Mapping[Language, str]]:
    rows = (*_WORDS, *TOLD, *ASKED, *DUTIES, *ONCE_MORE, *RULINGS, *TALKS, *ABSENCES, *MORNINGS)
    return {key: {Language.NB: nb, Language.NN: nn, Language.EN: en} for key, nb, nn, en in rows}


PHRASES = _table()


def say(key: str, language: Language, **fields: object) -> str:
    """The phrase in that language with its fields filled in; KeyError for an unknown key or a missing field."""
    return PHRASES[key][language].format(**fields)
