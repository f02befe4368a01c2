"""What Slack asks and explains: questions, requests, help and refusals; joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
ASKED: tuple[tuple[str, str, str, str], ...] = (
    ("ask.which_case", "Hvilken sak gjelder det?", "Kva sak gjeld det?", "Which case is it?"),
    (
        "ask.which_case_words",
        "Hvilken sak gjelder det? Skriv for eksempel «gitt 42».",
        "Kva sak gjeld det? Skriv til dømes «gitt 42».",
        "Which case is it? Write for example “given 42”.",
    ),
    ("ask.which_move", "Hva skal jeg registrere?", "Kva skal eg registrere?", "What shall I record?"),
    ("ask.which_day", "Hvilken dag var det?", "Kva dag var det?", "Which day was it?"),
    (
        "ask.not_understood",
        "Det forsto jeg ikke. Skriv for eksempel «gitt 42», «sendt 42», «42 ikke møtt i går» eller «hjelp».",
        "Det forstod eg ikkje. Skriv til dømes «gitt 42», «sendt 42», «42 ikkje møtt i går» eller «hjelp».",
        "I did not understand that. Write for example “given 42”, “sent 42”, “42 no-show yesterday” or “help”.",
    ),
    ("ask.which_result", "Hvilket resultat gjelder det?", "Kva resultat gjeld det?", "Which result is it?"),
    (
        "ask.no_result",
        "Jeg finner ikke noe resultat som passer. Sjekk emnekode, del og kandidatnummer.",
        "Eg finn ikkje noko resultat som passar. Sjekk emnekode, del og kandidatnummer.",
        "I find no result that fits. Please check course code, part and candidate number.",
    ),
    ("ask.choice", "{move}: sak {number}", "{move}: sak {number}", "{move}: case {number}"),
    ("ask.choice_day", "{move}: sak {number}, {day}", "{move}: sak {number}, {day}", "{move}: case {number}, {day}"),
    ("ask.sure", "Er du sikker?", "Er du sikker?", "Are you sure?"),
    (
        "ask.sure_text",
        "{move}: sak {number}. Studenten får brev om det, og det kan ikke angres her.",
        "{move}: sak {number}. Studenten får brev om det, og det kan ikkje angrast her.",
        "{move}: case {number}. The student gets a letter, and it cannot be undone here.",
    ),
    (
        "opened.new",
        "Sak {number} er opprettet: {kind} i {exam}. Kvittering er sendt på e-post.",
        "Sak {number} er oppretta: {kind} i {exam}. Kvittering er send på e-post.",
        "Case {number} is opened: {kind}, {exam}. A receipt has been sent by e-mail.",
    ),
    (
        "opened.again",
        "Det er alt bedt om dette: sak {number}, {kind} i {exam}.",
        "Det er alt bede om dette: sak {number}, {kind} i {exam}.",
        "This has been asked for already: case {number}, {kind}, {exam}.",
    ),
    (
        "modal.assign_hint",
        "La stå tomt for å bruke den som satte karakteren.",
        "Lat stå tomt for å bruke den som sette karakteren.",
        "Leave it empty for the one who set the grade.",
    ),
    (
        "modal.name_commission_hint",
        "Minst to nye sensorer, minst én ekstern. La stå tomt for å bruke klagekommisjonen som er registrert for eksamenen.",
        "Minst to nye sensorar, minst éin ekstern. Lat stå tomt for å bruke klagekommisjonen som er registrert for eksamenen.",
        "At least two new examiners, one of them external. Leave it empty for the exam's registered appeal commission.",
    ),
    ("modal.external", "{name} (ekstern)", "{name} (ekstern)", "{name} (external)"),
    (
        "modal.part_hint",
        "La stå tomt når eksamenen har bare én del.",
        "Lat stå tomt når eksamenen har berre éin del.",
        "Leave it empty when the exam has one part only.",
    ),
    (
        "help.intro",
        "Dette kan du skrive til meg, også i tråden under en påminnelse:",
        "Dette kan du skrive til meg, også i tråden under ei påminning:",
        "This is what you can write to me, also in the thread under a reminder:",
    ),
    (
        "help.words",
        "• «sak» viser hva som venter på deg, «sak 42» viser sak 42\n"
        "• «gitt 42» når begrunnelsen er gitt muntlig, «gitt 42 i går» når det var i går\n"
        "• «sendt 42» når den skriftlige begrunnelsen er sendt\n"
        "• «42 ikke møtt» når studenten ikke kom\n"
        "• «42 tid tor 10.15, fre 13, rom B312» foreslår tider for en samtale, «flytt 42 til fre 13» og «avlys 42» endrer den\n"
        "• «ok» under en påminnelse om én sak",
        "• «sak» viser kva som ventar på deg, «sak 42» viser sak 42\n"
        "• «gitt 42» når grunngjevinga er gitt munnleg, «gitt 42 i går» når det var i går\n"
        "• «sendt 42» når den skriftlege grunngjevinga er send\n"
        "• «42 ikkje møtt» når studenten ikkje kom\n"
        "• «42 tid tor 10.15, fre 13, rom B312» føreslår tider for ein samtale, «flytt 42 til fre 13» og «avlys 42» endrar han\n"
        "• «ok» under ei påminning om éi sak",
        "• “case” shows what is waiting for you, “case 42” shows case 42\n"
        "• “given 42” when the explanation was given orally, “given 42 yesterday” when that was yesterday\n"
        "• “sent 42” when the written explanation has been sent\n"
        "• “42 no-show” when the student did not come\n"
        "• “42 times Thu 10:15, Fri 1pm, room B312” offers times for a talk, “move 42 to Fri 1pm” and “cancel 42” change it\n"
        "• “ok” under a reminder of one case",
    ),
    (
        "help.commands",
        "Kommandoer: `/sak`, `/sak 42`, `/muntlig 42 tid tor 10.15`, `/muntlig 42 gitt`, `/muntlig 42 ikke møtt`, "
        "`/begrunnelse` og `/klage` på vegne av en kandidat.",
        "Kommandoar: `/sak`, `/sak 42`, `/muntlig 42 tid tor 10.15`, `/muntlig 42 gitt`, `/muntlig 42 ikkje møtt`, "
        "`/begrunnelse` og `/klage` på vegner av ein kandidat.",
        "Commands: `/sak`, `/sak 42`, `/muntlig 42 times Thu 10:15`, `/muntlig 42 given`, `/muntlig 42 no-show`, "
        "`/begrunnelse` and `/klage` on behalf of a candidate.",
    ),
    (
        "help.oral",
        "Skriv `/muntlig 42 tid tor 10.15, fre 13, rom B312` for å foreslå tider for samtalen i sak 42. Studenten velger, og "
        "dere får begge en invitasjon. Skriv `/muntlig 42 gitt` når den muntlige begrunnelsen i sak 42 er gitt, eller `/muntlig 42 ikke "
        "møtt`. Legg til dagen når det ikke var i dag: `/muntlig 42 gitt i går`.",
        "Skriv `/muntlig 42 tid tor 10.15, fre 13, rom B312` for å føreslå tider for samtalen i sak 42. Studenten vel, og "
        "de får begge ein invitasjon. Skriv `/muntlig 42 gitt` når den munnlege grunngjevinga i sak 42 er gitt, eller `/muntlig 42 ikkje "
        "møtt`. Legg til dagen når det ikkje var i dag: `/muntlig 42 gitt i går`.",
        "Write `/muntlig 42 times Thu 10:15, Fri 1pm, room B312` to offer times for the talk in case 42. The student chooses, "
        "and both of you get an invitation. Write `/muntlig 42 given` when the oral explanation in case 42 has been given, or `/muntlig 42 "
        "no-show`. Add the day when it was not today: `/muntlig 42 given yesterday`.",
    ),
    (
        "student.help",
        "Skriv `/begrunnelse TDT4100` for å be om begrunnelse for karakteren din, eller `/klage TDT4100` for å "
        "klage på den. Bruk emnekoden din. Svaret kommer på e-post.",
        "Skriv `/begrunnelse TDT4100` for å be om grunngjeving for karakteren din, eller `/klage TDT4100` for "
        "å klage på han. Bruk emnekoden din. Svaret kjem på e-post.",
        "Write `/begrunnelse TDT4100` to ask for an explanation of your grade, or `/klage TDT4100` to appeal "
        "it. Use your own course code. The answer comes by e-mail.",
    ),
    (
        "refusal.unregistered",
        "Jeg kjenner ikke Slack-brukeren din ennå. Er du student, skriver du `/sak koble` og e-postadressen du er "
        "registrert med. Ellers ber du eksamenskontoret om å føre Slack-ID-en din ({slack_id}) inn i registeret.",
        "Eg kjenner ikkje Slack-brukaren din enno. Er du student, skriv du `/sak kople` og e-postadressa du er "
        "registrert med. Elles ber du eksamenskontoret om å føre Slack-ID-en din ({slack_id}) inn i registeret.",
        "I do not know your Slack user yet. If you are a student, write `/sak link` and the e-mail address that you are "
        "registered with. Otherwise ask the exam office to enter your Slack id ({slack_id}) in the registry.",
    ),
    (
        "link.how",
        "Skriv `/sak koble` og e-postadressen du er registrert med som student. Da får du en kode på e-post, og skriver "
        "`/sak kode` og koden her.",
        "Skriv `/sak kople` og e-postadressa du er registrert med som student. Då får du ein kode på e-post, og skriv "
        "`/sak kode` og koden her.",
        "Write `/sak link` and the e-mail address that you are registered with as a student. You then get a code by "
        "e-mail, and write `/sak code` and the code here.",
    ),
    (
        "link.mailed",
        "Er adressen registrert for en student, kommer det nå en kode dit på e-post. Skriv `/sak kode` og koden her innen "
        "et kvarter.",
        "Er adressa registrert for ein student, kjem det no ein kode dit på e-post. Skriv `/sak kode` og koden her innan "
        "eit kvarter.",
        "If the address is a registered student's, a code is now mailed to it. Write `/sak code` and the code here within "
        "a quarter of an hour.",
    ),
    (
        "link.done",
        "Nå kjenner jeg Slack-brukeren din.",
        "No kjenner eg Slack-brukaren din.",
        "Now I know your Slack user.",
    ),
    (
        "link.known",
        "Jeg kjenner Slack-brukeren din fra før, så du trenger ingen kode.",
        "Eg kjenner Slack-brukaren din frå før, så du treng ingen kode.",
        "I know your Slack user already, so you need no code.",
    ),
    (
        "refusal.outsider",
        "Jeg kan bare snakke om saker med faste medlemmer av dette arbeidsområdet. Ta kontakt med "
        "eksamenskontoret på e-post.",
        "Eg kan berre snakke om saker med faste medlemmer av dette arbeidsområdet. Ta kontakt med "
        "eksamenskontoret på e-post.",
        "I can talk about cases with full members of this workspace only. Please contact the exam office by e-mail.",
    ),
    (
        "refusal.shared_channel",
        "Denne kanalen deles med andre organisasjoner. Skriv til meg i en direktemelding i stedet.",
        "Denne kanalen er delt med andre organisasjonar. Skriv til meg i ei direktemelding i staden.",
        "This channel is shared with other organisations. Please write to me in a direct message instead.",
    ),
    (
        "refusal.staff_only",
        "Dette er for sensorer og saksbehandlere. Du kan bruke `/begrunnelse` og `/klage`.",
        "Dette er for sensorar og saksbehandlarar. Du kan bruke `/begrunnelse` og `/klage`.",
        "This is for examiners and case handlers. You can use `/begrunnelse` and `/klage`.",
    ),
    (
        "refusal.students_only",
        "Denne knappen er for studenten som ba om saken.",
        "Denne knappen er for studenten som bad om saka.",
        "This button is for the student who asked.",
    ),
    (
        "refusal.old_button",
        "Denne knappen er for gammel. Skriv «sak» for å se sakene slik de er nå.",
        "Denne knappen er for gammal. Skriv «sak» for å sjå sakene slik dei er no.",
        "This button is too old. Write “case” to see the cases as they are now.",
    ),
    (
        "error.ours",
        "Noe gikk galt hos oss, og det er ikke sikkert at det du gjorde er registrert. Prøv igjen om litt. "
        "Oppgi referansen {reference} hvis du tar kontakt.",
        "Noko gjekk gale hos oss, og det er ikkje sikkert at det du gjorde er registrert. Prøv igjen om litt. "
        "Oppgi referansen {reference} om du tek kontakt.",
        "Something went wrong on our side, and what you did may not have been recorded. Please try again in a "
        "while. Mention {reference} if you contact us.",
    ),
)
