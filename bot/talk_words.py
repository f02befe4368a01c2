"""What Slack says of talks about grades: the afternoon question, and the sentence for Inspera; joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
TALKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "talk.held_today",
        "Sak {number} i {exam}: Ble den muntlige begrunnelsen gitt i dag?",
        "Sak {number} i {exam}: Blei den munnlege grunngjevinga gitt i dag?",
        "Case {number}, {exam}: Was the oral explanation given today?",
    ),
    (
        "talk.held_day",
        "Sak {number} i {exam}: Ble den muntlige begrunnelsen gitt {day}?",
        "Sak {number} i {exam}: Blei den munnlege grunngjevinga gitt {day}?",
        "Case {number}, {exam}: Was the oral explanation given on {day}?",
    ),
    ("talk.oral_given", "Gitt", "Gitt", "Given"),
    ("talk.no_show", "Ikke møtt", "Ikkje møtt", "No-show"),
    (
        "paste.oral_given_today",
        "Setning til Inspera: «Kandidaten har i dag fått muntlig begrunnelse.»",
        "Setning til Inspera: «Kandidaten har i dag fått munnleg grunngjeving.»",
        "Sentence for Inspera: “The candidate was given an oral explanation today.”",
    ),
    (
        "paste.oral_given_day",
        "Setning til Inspera: «Kandidaten fikk muntlig begrunnelse {day}.»",
        "Setning til Inspera: «Kandidaten fekk munnleg grunngjeving {day}.»",
        "Sentence for Inspera: “The candidate was given an oral explanation on {day}.”",
    ),
    (
        "paste.no_show_today",
        "Setning til Inspera: «Kandidaten møtte i dag ikke til avtalt muntlig begrunnelse.»",
        "Setning til Inspera: «Kandidaten møtte i dag ikkje til avtalt munnleg grunngjeving.»",
        "Sentence for Inspera: “The candidate did not come to the agreed oral explanation today.”",
    ),
    (
        "paste.no_show_day",
        "Setning til Inspera: «Kandidaten møtte ikke til avtalt muntlig begrunnelse {day}.»",
        "Setning til Inspera: «Kandidaten møtte ikkje til avtalt munnleg grunngjeving {day}.»",
        "Sentence for Inspera: “The candidate did not come to the agreed oral explanation on {day}.”",
    ),
)
