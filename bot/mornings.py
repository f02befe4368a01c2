"""What Slack tells case handlers of what presses, and of mails whose time is in doubt; joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
MORNINGS: tuple[tuple[str, str, str, str], ...] = (
    ("list.held_by_nobody", "Ingen har saken", "Ingen har saka", "Nobody has the case"),
    ("digest.urgent", "Haster: {count}.", "Hastar: {count}.", "Urgent: {count}."),
    ("urgent.overdue", "Haster: siste dag var {day}", "Hastar: siste dag var {day}", "Urgent: the last day was {day}"),
    (
        "urgent.explanation",
        "Haster: begrunnelsen må gis senest {day}",
        "Hastar: grunngjevinga må givast seinast {day}",
        "Urgent: the explanation must be given by {day}",
    ),
    (
        "urgent.reply_next",
        "Haster: svar eller foreløpig svar senest {day}",
        "Hastar: svar eller førebels svar seinast {day}",
        "Urgent: an answer or an interim reply by {day}",
    ),
    (
        "urgent.reply_soon",
        "Nærmer seg: svar eller foreløpig svar senest {day}",
        "Nærmar seg: svar eller førebels svar seinast {day}",
        "Coming up: an answer or an interim reply by {day}",
    ),
    (
        "urgent.next_exam",
        "Nærmer seg: neste eksamen i emnet er {day}",
        "Nærmar seg: neste eksamen i emnet er {day}",
        "Coming up: the next exam in the course is on {day}",
    ),
    (
        "digest.no_next_exam",
        "Emner der registeret ikke kjenner dagen for neste eksamen: {count}. Der blir det ikke varslet om den.",
        "Emne der registeret ikkje kjenner dagen for neste eksamen: {count}. Der blir det ikkje varsla om han.",
        "Courses whose next exam has no day in the registry: {count}. No warning is given of those.",
    ),
    (
        "tasks.times",
        "tatt imot {received}, lagret her {kept}, datert {dated}",
        "teken imot {received}, lagra her {kept}, datert {dated}",
        "taken {received}, kept here {kept}, dated {dated}",
    ),
)
