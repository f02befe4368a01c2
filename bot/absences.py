"""What Slack tells of talks and of students who did not come; joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
ABSENCES: tuple[tuple[str, str, str, str], ...] = (
    ("move.new_time", "Gi studenten ny tid", "Gi studenten ny tid", "Give the student a new time"),
    (
        "move.no_show_stated",
        "Ikke møtt, med begrunnelse …",
        "Ikkje møtt, med grunngjeving …",
        "No-show, with grounds …",
    ),
    ("move.reopen", "Åpne igjen, med begrunnelse …", "Opne igjen, med grunngjeving …", "Open again, with grounds …"),
    (
        "done.reopen",
        "Sak {number} er åpnet igjen.",
        "Sak {number} er opna igjen.",
        "Case {number} has been opened again.",
    ),
    (
        "done.new_time",
        "Sak {number}: sensor er bedt om nye tider.",
        "Sak {number}: sensor er beden om nye tider.",
        "Case {number}: the examiner has been asked for new times.",
    ),
    (
        "done.no_show_stated",
        "Sak {number}: det er registrert at studenten ikke møtte.",
        "Sak {number}: det er registrert at studenten ikkje møtte.",
        "Case {number}: it is recorded that the student did not come.",
    ),
    (
        "withheld.waits",
        "Sak {number}: det er notert at studenten ikke møtte. Det blir registrert {day}, med mindre innkallingen kommer i retur "
        "eller studenten melder forfall.",
        "Sak {number}: det er notert at studenten ikkje møtte. Det blir registrert {day}, om ikkje innkallinga kjem i retur "
        "eller studenten melder forfall.",
        "Case {number}: it is noted that the student did not come. It will be recorded on {day}, unless the invitation comes back "
        "or the student tells of being prevented.",
    ),
    (
        "withheld.no_time",
        "Sak {number}: «ikke møtt» er ikke registrert, for ingen tid er avtalt her. Foreslå tider med for eksempel «tider {number} "
        "torsdag kl 10, rom B312». En saksbehandler ser på saken.",
        "Sak {number}: «ikkje møtt» er ikkje registrert, for inga tid er avtalt her. Foreslå tider med til dømes «tider {number} "
        "torsdag kl 10, rom B312». Ein saksbehandlar ser på saka.",
        "Case {number}: the no-show is not recorded, because no time was agreed here. Offer times with for example “times {number} "
        "Thursday 10 am, room B312”. A case handler will look at the case.",
    ),
    (
        "withheld.not_reached",
        "Sak {number}: «ikke møtt» er ikke registrert, for innkallingen kom ikke fram til studenten før samtalen. En saksbehandler "
        "ser på saken.",
        "Sak {number}: «ikkje møtt» er ikkje registrert, for innkallinga kom ikkje fram til studenten før samtalen. Ein "
        "saksbehandlar ser på saka.",
        "Case {number}: the no-show is not recorded, because the invitation did not reach the student before the meeting. A case "
        "handler will look at the case.",
    ),
    (
        "withheld.unread",
        "Sak {number}: «ikke møtt» er ikke registrert, for en e-post i saken er ikke lest ennå, og den kan være et forfall. En "
        "saksbehandler ser på saken.",
        "Sak {number}: «ikkje møtt» er ikkje registrert, for ein e-post i saka er ikkje lesen enno, og han kan vere eit forfall. Ein "
        "saksbehandlar ser på saka.",
        "Case {number}: the no-show is not recorded, because an e-mail in the case has not been read yet and may be an excuse. A case "
        "handler will look at the case.",
    ),
    ("task.oral_excuse", "meldte forfall for sent?", "melde forfall for seint?", "excused too late?"),
    (
        "todo.oral_excuse",
        "Studenten meldte forfall til samtalen etter at den hadde begynt. Ingenting er registrert. Les e-posten. Var studenten "
        "forhindret, velger du «Gi studenten ny tid» på saken. Ellers registrerer du «Ikke møtt, med begrunnelse».",
        "Studenten melde forfall til samtalen etter at han hadde byrja. Ingenting er registrert. Les e-posten. Var studenten "
        "hindra, vel du «Gi studenten ny tid» på saka. Elles registrerer du «Ikkje møtt, med grunngjeving».",
        "The student told of being unable to come to the meeting after it had begun. Nothing is recorded. Read the e-mail. If the "
        "student was prevented, choose “Give the student a new time” on the case. Otherwise record “No-show, with grounds”.",
    ),
    ("task.no_show_unproved", "ikke møtt, men ikke bevist", "ikkje møtt, men ikkje prova", "no-show, not proved"),
    (
        "todo.no_show_unproved",
        "Sensor sier at studenten ikke møtte, men her er ingen avtalt tid, innkallingen kom ikke fram, "
        "eller en e-post i saken er ikke lest. Spør sensor hvordan "
        "studenten ble innkalt. Er det godt nok vist, registrerer du «Ikke møtt, med begrunnelse» på saken. Ellers ber du sensor "
        "foreslå en ny tid.",
        "Sensor seier at studenten ikkje møtte, men her er inga avtalt tid, innkallinga kom ikkje fram, "
        "eller ein e-post i saka er ikkje lesen. Spør sensor korleis "
        "studenten blei kalla inn. Er det godt nok vist, registrerer du «Ikkje møtt, med grunngjeving» på saka. Elles bed du "
        "sensor foreslå ei ny tid.",
        "The examiner says that the student did not come, but no time was agreed here, the invitation did "
        "not come through, or an e-mail in the case is unread. Ask "
        "the examiner how the student was invited. If that is shown well enough, record “No-show, with grounds” on the case. "
        "Otherwise ask the examiner to offer a new time.",
    ),
)
