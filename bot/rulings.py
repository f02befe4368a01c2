"""What Slack says of dates and of the rules behind them: why a date is what it is, and rules that wait for a second person."""

# key, bokmål, nynorsk, English
RULINGS: tuple[tuple[str, str, str, str], ...] = (
    ("button.why", "Hvorfor?", "Kvifor?", "Why?"),
    ("why.title", "Datoene i sak {number}", "Datoane i sak {number}", "The dates of case {number}"),
    ("rules.button", "Se og bekreft …", "Sjå og stadfest …", "Look and confirm …"),
    (
        "rules.reading",
        "Går gjennom alle åpne saker …",
        "Går gjennom alle opne saker …",
        "Going through all open cases …",
    ),
    ("rules.title", "Nye regler", "Nye reglar", "New rules"),
    ("rules.submit", "Sett i kraft", "Set i kraft", "Put into effect"),
    ("rules.next", "Neste side", "Neste side", "Next page"),
    ("rules.previous", "Forrige side", "Førre side", "Previous page"),
    ("rules.page", "Side {page} av {pages}", "Side {page} av {pages}", "Page {page} of {pages}"),
    ("rules.rulebook", "Regelbok {name}", "Regelbok {name}", "Rulebook {name}"),
    ("rules.law", "Lov {name}", "Lov {name}", "Law {name}"),
    (
        "rules.loaded",
        "*{what}*, lastet inn av {loader} {day}",
        "*{what}*, lasta inn av {loader} {day}",
        "*{what}*, loaded by {loader} on {day}",
    ),
    ("rules.by_mail", "en saksbehandler uten Slack", "ein saksbehandlar utan Slack", "a case handler without Slack"),
    (
        "rules.counts",
        "Valg som blir annerledes: {differing}. Datoer som blir flyttet: {dates}. Åpne saker det gjelder: {cases}.",
        "Val som blir annleis: {differing}. Datoar som blir flytta: {dates}. Opne saker det gjeld: {cases}.",
        "Choices that become different: {differing}. Dates that move: {dates}. Open cases concerned: {cases}.",
    ),
    (
        "rules.hint",
        "Ingenting endres før en annen person enn den som lastet inn reglene, setter dem i kraft. Studenter som har fått en dato "
        "som da blir flyttet, får brev. En frist som studenten har fått, blir aldri kortere.",
        "Ingenting blir endra før ein annan person enn den som lasta inn reglane, set dei i kraft. Studentar som har fått ein dato "
        "som då blir flytta, får brev. Ein frist som studenten har fått, blir aldri kortare.",
        "Nothing changes until another person than the one who loaded the rules puts them into effect. Students who were given a "
        "date that then moves get a letter. A deadline that a student was given never becomes shorter.",
    ),
    (
        "rules.in_effect",
        "{what} gjelder fra nå. Datoene regnes ut på nytt i løpet av et minutt. {counts}",
        "{what} gjeld frå no. Datoane blir rekna ut på nytt i løpet av eit minutt. {counts}",
        "{what} holds from now on. The dates are computed anew within a minute. {counts}",
    ),
    ("task.rules_loaded", "nye regler må bekreftes", "nye reglar må stadfestast", "new rules to confirm"),
    (
        "todo.rules_loaded",
        "Noen har lastet inn nye regler. De gjelder ikke før en annen saksbehandler har sett hva de endrer, og bekreftet dem.",
        "Nokon har lasta inn nye reglar. Dei gjeld ikkje før ein annan saksbehandlar har sett kva dei endrar, og stadfesta dei.",
        "Somebody has loaded new rules. They do not hold until another case handler has seen what they change and confirmed them.",
    ),
    (
        "task.rulebook_file",
        "filen med regelboken er en annen",
        "fila med regelboka er ei anna",
        "the rulebook’s file is another one",
    ),
    (
        "todo.rulebook_file",
        "Filen som innstillingen FRISTVAKT_RULEBOOK nevner, er endret. Det endrer ingen regel: Last den inn med "
        "`fristvakt rulebook load`, så kan en annen saksbehandler se hva den endrer, og bekrefte den. Eller sett filen tilbake.",
        "Fila som innstillinga FRISTVAKT_RULEBOOK nemner, er endra. Det endrar ingen regel: Last ho inn med "
        "`fristvakt rulebook load`, så kan ein annan saksbehandlar sjå kva ho endrar, og stadfeste ho. Eller set fila tilbake.",
        "The file that the setting FRISTVAKT_RULEBOOK names has changed. That changes no rule: load it with "
        "`fristvakt rulebook load`, and another case handler can see what it changes and confirm it. Or put the file back.",
    ),
    (
        "task.not_recomputed",
        "datoer ikke regnet ut på nytt",
        "datoar ikkje rekna ut på nytt",
        "dates not computed anew",
    ),
    (
        "todo.not_recomputed",
        "Reglene er endret, men datoene i saken kunne ikke regnes ut på nytt. Sjekk dem med `fristvakt dates --timeline`, og si fra "
        "til den som drifter Fristvakt.",
        "Reglane er endra, men datoane i saka kunne ikkje reknast ut på nytt. Sjekk dei med `fristvakt dates --timeline`, og sei frå "
        "til den som driftar Fristvakt.",
        "The rules have changed, but the dates of the case could not be computed anew. Check them with `fristvakt dates --timeline`, "
        "and tell whoever runs Fristvakt.",
    ),
    (
        "task.dates_disagree",
        "datoen for eksamenen er før studentens egen",
        "datoen for eksamenen er før den studenten har for seg sjølv",
        "the exam’s date is before the student’s own",
    ),
    (
        "todo.dates_disagree",
        "Klagefristen som er fastsatt for eksamenen, er tidligere enn den en student får av sin egen startdato. Det er datoen for "
        "eksamenen som gjelder, men aldri tidligere enn loven gir. Se på begge datoene i FS, og rett den som er feil, før studenten "
        "får et brev.",
        "Klagefristen som er fastsett for eksamenen, er tidlegare enn den ein student får av sin eigen startdato. Det er datoen for "
        "eksamenen som gjeld, men aldri tidlegare enn lova gir. Sjå på begge datoane i FS, og rett den som er feil, før studenten "
        "får eit brev.",
        "The appeal deadline set for the exam is earlier than the one a student has from their own start. The exam’s date is the one "
        "that counts, but never before what the act gives. Look at both dates in FS, and correct the wrong one before the student "
        "gets a letter.",
    ),
    (
        "tasks.two_dates",
        "{about} · fastsatt for eksamenen: {unit} · studentens egen startdato: {own}",
        "{about} · fastsett for eksamenen: {unit} · studenten sin eigen startdato: {own}",
        "{about} · set for the exam: {unit} · the student’s own start: {own}",
    ),
)
