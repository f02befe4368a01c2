"""What Slack tells case handlers: each task with what to do about it, and the interim reply; joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
DUTIES: tuple[tuple[str, str, str, str], ...] = (
    (
        "todo.unknown_sender",
        "En e-post kom fra en adresse vi ikke kjenner. Avsenderen har fått et nøytralt svar, og ingen sak er opprettet. Les "
        "den. Er den fra en student, velger du resultatet hvis det står her, eller oppretter saken med `/begrunnelse` eller "
        "`/klage`.",
        "Ein e-post kom frå ei adresse vi ikkje kjenner. Avsendaren har fått eit nøytralt svar, og inga sak er oppretta. Les "
        "han. Er han frå ein student, vel du resultatet om det står her, eller opprettar saka med `/begrunnelse` eller "
        "`/klage`.",
        "An e-mail came from an address that we do not know. The sender got a neutral answer, and no case was opened. Read it. "
        "If it is from a student, choose the result if it stands here, or open the case with `/begrunnelse` or `/klage`.",
    ),
    (
        "todo.failed_sender",
        "En e-post besto ikke avsenderkontrollen. Den er verken besvart eller fulgt. Les den, og spør personen på en annen "
        "måte hvis den kan være ekte.",
        "Ein e-post stod ikkje avsendarkontrollen. Han er verken svart på eller følgd. Les han, og spør personen på ein annan "
        "måte om han kan vere ekte.",
        "An e-mail failed the check of its sender. It was neither answered nor acted on. Read it, and ask the person in "
        "another way if it may be genuine.",
    ),
    (
        "todo.sender_unclear",
        "En e-post har ingen avsender eller flere, så den er ikke besvart. Les den og finn ut hvem den er fra.",
        "Ein e-post har ingen avsendar eller fleire, så han er ikkje svart på. Les han og finn ut kven han er frå.",
        "An e-mail has no sender or several, so it was not answered. Read it and find out whom it is from.",
    ),
    (
        "todo.sender_unconfirmed",
        "Det er ikke bekreftet at avsenderen er den som adressen sier. Finn ut om det stemmer. Har det blitt en sak, "
        "bekrefter du avsenderen der.",
        "Det er ikkje stadfesta at avsendaren er den som adressa seier. Finn ut om det stemmer. Har det blitt ei sak, "
        "stadfestar du avsendaren der.",
        "Nobody has confirmed that the sender is who the address says. Find out whether it is true. If there is a case, "
        "confirm the sender there.",
    ),
    (
        "todo.several_results",
        "En student har bedt om noe som kan gjelde flere resultater. Ingenting er gjort. Les e-posten. "
        "Ser du hvilket resultat det er, velger du det hvis det står her. Da gjelder tidspunktet for e-posten.",
        "Ein student har bede om noko som kan gjelde fleire resultat. Ingenting er gjort. Les "
        "e-posten. Ser du kva for eit resultat det er, vel du det om det står her. Då gjeld tidspunktet for e-posten.",
        "A student has asked for something that may concern several results. Nothing was done. Read the "
        "e-mail. If you see which result it is, choose it if it stands here. Then the time of the e-mail counts.",
    ),
    (
        "todo.no_result",
        "En student har bedt om noe, men vi finner ikke resultatet som er nevnt. Les e-posten. Ser du hvilket resultat det "
        "er, velger du det hvis det står her. Da gjelder tidspunktet for e-posten. Ellers svarer du studenten.",
        "Ein student har bede om noko, men vi finn ikkje resultatet som er nemnt. Les e-posten. Ser du kva for eit resultat "
        "det er, vel du det om det står her. Då gjeld tidspunktet for e-posten. Elles svarer du studenten.",
        "A student has asked for something, but we find no result like the one named. Read the e-mail. If you see which "
        "result it is, choose it if it stands here. Then the time of the e-mail counts. Otherwise answer the student.",
    ),
    (
        "todo.not_understood",
        "En e-post er ikke forstått. Avsenderen har fått svar, men ingenting er gjort. Les den. Er det klart for deg, svarer "
        "du eller oppretter saken med `/begrunnelse` eller `/klage`.",
        "Ein e-post er ikkje forstått. Avsendaren har fått svar, men ingenting er gjort. Les han. Er det klart for deg, "
        "svarer du eller opprettar saka med `/begrunnelse` eller `/klage`.",
        "An e-mail was not understood. The sender got an answer, but nothing was done. Read it. If it is clear to you, answer "
        "it or open the case with `/begrunnelse` or `/klage`.",
    ),
    (
        "todo.mail_unreadable",
        "En e-post kunne ikke leses, og avsenderen har ikke fått svar. Få den lest på nytt når feilen er rettet, eller les den "
        "selv og svar.",
        "Ein e-post kunne ikkje lesast, og avsendaren har ikkje fått svar. Få han lesen på nytt når feilen er retta, eller les "
        "han sjølv og svar.",
        "An e-mail could not be read, and the sender got no answer. Have it read again once the fault is mended, or read it "
        "yourself and answer.",
    ),
    (
        "todo.mail_waits",
        "E-post har ventet for lenge på å bli lest, den eldste er {mail}. Få det som er lagt til side, lest på nytt, og si fra "
        "til dem som driver tjenesten hvis det ikke hjelper. Tiden e-posten kom, gjelder.",
        "E-post har venta for lenge på å bli lesen, den eldste er {mail}. Få det som er lagt til side, lese på nytt, og sei frå "
        "til dei som driv tenesta dersom det ikkje hjelper. Tida e-posten kom, gjeld.",
        "Mail has waited too long to be read, the oldest is {mail}. Have what was set aside read again, and tell those who run "
        "the service if that does not help. The time at which a mail came counts.",
    ),
    (
        "todo.needs_grader",
        "Saken mangler sensor og står stille. Åpne den og oppnevn den eller dem som skal ha den.",
        "Saka manglar sensor og står stille. Opne ho og nemn opp den eller dei som skal ha ho.",
        "The case has no examiner and stands still. Open it and name who is to have it.",
    ),
    (
        "todo.needs_decision",
        "Saken kommer ikke videre uten deg. Åpne den, se hva den er merket med, og velg hva som skal skje.",
        "Saka kjem ikkje vidare utan deg. Opne ho, sjå kva ho er merkt med, og vel kva som skal skje.",
        "The case goes no further without you. Open it, see what it is marked with, and choose what is to happen.",
    ),
    (
        "todo.no_announcement",
        "Datoen karakteren ble kunngjort, mangler, så fristene kan ikke regnes ut. Importer eksamenen på nytt med datoen.",
        "Datoen karakteren blei kunngjord, manglar, så fristane kan ikkje reknast ut. Importer eksamenen på nytt med datoen.",
        "The day on which the grade was announced is missing, so no deadline can be computed. Import the exam with the day.",
    ),
    (
        "todo.letter_bounced",
        "Et brev kom i retur, så studenten har ikke fått det, og en frist kan løpe. Finn en adresse som virker, importer den, "
        "og gi studenten beskjed.",
        "Eit brev kom i retur, så studenten har ikkje fått det, og ein frist kan gå. Finn ei adresse som verkar, importer "
        "ho, og gi studenten beskjed.",
        "A letter came back, so the student has not got it, and a deadline may be running. Find an address that works, import "
        "it, and tell the student.",
    ),
    (
        "todo.letter_refused",
        "Mottakerens e-postserver avviste et brev fordi den ikke godtar e-post fra oss. Be dem som driver e-posten om å se på "
        "det, for andre brev kan bli avvist også. Gi studenten beskjed på en annen måte.",
        "E-postserveren til mottakaren avviste eit brev fordi han ikkje godtek e-post frå oss. Be dei som driv e-posten om å "
        "sjå på det, for andre brev kan bli avviste òg. Gi studenten beskjed på ein annan måte.",
        "The receiver's mail server refused a letter because it does not accept mail from us. Ask those who run the mail to "
        "look at it, as other letters may be refused too. Tell the student in another way.",
    ),
    (
        "todo.letter_failed",
        "Et brev kunne ikke sendes og blir ikke prøvd igjen. Gi mottakeren beskjed på en annen måte.",
        "Eit brev kunne ikkje sendast og blir ikkje prøvd igjen. Gi mottakaren beskjed på ein annan måte.",
        "A letter could not be sent and will not be tried again. Tell its receiver in another way.",
    ),
    (
        "todo.letter_late",
        "Et brev har ventet i fire timer fordi mottakerens e-posttjener ikke tar imot. Det prøves fortsatt. Haster det, gi "
        "beskjed på en annen måte.",
        "Eit brev har venta i fire timar fordi e-posttenaren til mottakaren ikkje tek imot. Det blir framleis prøvd. Hastar "
        "det, gi beskjed på ein annan måte.",
        "A letter has waited for four hours because its receiver's mail server does not take it. It is still being tried. If "
        "it is urgent, tell the person in another way.",
    ),
    (
        "todo.relay_away",
        "Institusjonens e-posttjener har ikke svart på en time. Brevene venter og går ut av seg selv når den svarer. Si fra "
        "til dem som driver den.",
        "E-posttenaren til institusjonen har ikkje svart på ein time. Breva ventar og går ut av seg sjølve når han svarer. "
        "Sei frå til dei som driv han.",
        "The institution's mail server has not answered for an hour. The letters wait and go out by themselves when it does. "
        "Tell those who run it.",
    ),
    (
        "todo.letter_held",
        "Brev venter fordi ingen har godkjent teksten slik den er nå. Få den godkjent med kommandoen "
        "`fristvakt letters approve`, så går de ut.",
        "Brev ventar fordi ingen har godkjent teksten slik han er no. Få han godkjend med kommandoen "
        "`fristvakt letters approve`, så går dei ut.",
        "Letters wait because nobody has approved their text as it is now. Have it approved with the command "
        "`fristvakt letters approve`, and they go out.",
    ),
    (
        "todo.notice_failed",
        "En melding i Slack kunne ikke leveres og blir ikke prøvd igjen. Sjekk personens Slack-ID i registeret, og gi "
        "beskjed på en annen måte.",
        "Ei melding i Slack kunne ikkje leverast og blir ikkje prøvd igjen. Sjekk Slack-ID-en til personen i registeret, og "
        "gi beskjed på ein annan måte.",
        "A message in Slack could not be delivered and will not be tried again. Check the person's Slack id in the registry, "
        "and tell the person in another way.",
    ),
    (
        "todo.withdrawal_asked",
        "En student vil trekke noe, men det er ikke klart hvilken sak det gjelder. Studenten er spurt. Les e-posten, og "
        "registrer saken som trukket når du er sikker.",
        "Ein student vil trekkje noko, men det er ikkje klart kva sak det gjeld. Studenten er spurd. Les e-posten, og "
        "registrer saka som trekt når du er sikker.",
        "A student wants to withdraw something, but it is not clear which case. The student has been asked. Read the e-mail, "
        "and record the case as withdrawn when you are sure.",
    ),
    (
        "todo.time_in_doubt",
        "E-posten kan være i tide etter ett tidspunkt og for sen etter et annet. Det tidligste tidspunktet som en tjener hos oss "
        "tok imot den, gjelder. Se på alle tidspunktene, og godta saken som i tide om de tilsier det.",
        "E-posten kan vere i tide etter eitt tidspunkt og for sein etter eit anna. Det tidlegaste tidspunktet som ein tenar hos oss "
        "tok imot han, gjeld. Sjå på alle tidspunkta, og godta saka som i tide om dei tilseier det.",
        "The e-mail may be in time by one clock and late by another. The earliest time at which a server of ours took it counts. Look "
        "at all the times, and take the case as in time if they call for it.",
    ),
    (
        "todo.question_unanswered",
        "Studenten har ikke svart på spørsmålet vårt i tide. Ingenting er avvist, og tidspunktet for den første e-posten gjelder "
        "fortsatt. Les e-posten. Ser du hva den gjelder, velger du resultatet hvis det står her, eller oppretter saken. Ellers tar "
        "du kontakt med studenten.",
        "Studenten har ikkje svart på spørsmålet vårt i tide. Ingenting er avvist, og tidspunktet for den første e-posten gjeld "
        "framleis. Les e-posten. Ser du kva han gjeld, vel du resultatet om det står her, eller opprettar saka. Elles tek du "
        "kontakt med studenten.",
        "The student has not answered our question in time. Nothing is rejected, and the time of the first e-mail still counts. "
        "Read the e-mail. If you see what it is about, choose the result if it stands here, or open the case. Otherwise get in "
        "touch with the student.",
    ),
    (
        "todo.silent_grader",
        "Sensor har ikke svart. Ta kontakt, eller åpne saken og send den til en annen.",
        "Sensor har ikkje svart. Ta kontakt, eller opne saka og send ho til ein annan.",
        "The examiner has not answered. Get in touch, or open the case and send it to somebody else.",
    ),
    (
        "todo.interim_asked",
        "Et foreløpig svar går snart ut av seg selv. Stemmer grunnen og datoen, trenger du ikke gjøre noe.",
        "Eit førebels svar går snart ut av seg sjølv. Stemmer grunnen og datoen, treng du ikkje gjere noko.",
        "An interim reply will soon go out by itself. If its reason and its date are right, you need not do anything.",
    ),
    (
        "todo.interim_sent",
        "Et foreløpig svar er sendt. Saken er ikke ferdig før studenten har fått det endelige svaret.",
        "Eit førebels svar er sendt. Saka er ikkje ferdig før studenten har fått det endelege svaret.",
        "An interim reply has been sent. The case is not finished until the student has the final answer.",
    ),
    (
        "todo.capped",
        "Det kom så mange e-poster fra én avsender at de siste ikke er besvart. Les dem og svar om det trengs.",
        "Det kom så mange e-postar frå éin avsendar at dei siste ikkje er svart på. Les dei og svar om det trengst.",
        "So many e-mails came from one sender that the last ones were not answered. Read them and answer if need be.",
    ),
    (
        "todo.machine_mail",
        "En e-post ser ut til å komme fra et program eller en e-postliste, så den er ikke besvart. Les den. Er det en student "
        "som ber om noe, oppretter du saken med `/begrunnelse` eller `/klage`. Tidspunktet for e-posten gjelder.",
        "Ein e-post ser ut til å komme frå eit program eller ei e-postliste, så han er ikkje svart på. Les han. Er det ein "
        "student som ber om noko, opprettar du saka med `/begrunnelse` eller `/klage`. Tidspunktet for e-posten gjeld.",
        "An e-mail seems to come from a program or a mailing list, so it was not answered. Read it. If it is a student who "
        "asks for something, open the case with `/begrunnelse` or `/klage`. The time of the e-mail counts.",
    ),
    (
        "todo.calendar_answer",
        "Noen har svart på en kalenderinvitasjon. Les e-posten, for det kan stå mer i den, og gi sensor beskjed om det trengs.",
        "Nokon har svart på ein kalenderinvitasjon. Les e-posten, for det kan stå meir i han, og gi sensor beskjed om det "
        "trengst.",
        "Somebody has answered a calendar invitation. Read the e-mail, as more may stand in it, and tell the examiner if need be.",
    ),
    (
        "todo.mail_loop",
        "E-post fra oss kommer tilbake til oss, eller en e-post er sendt videre for mange ganger. Den er ikke besvart. Les den, "
        "og be dem som driver e-posten om å finne videresendingen og stoppe den.",
        "E-post frå oss kjem tilbake til oss, eller ein e-post er send vidare for mange gonger. Han er ikkje svart på. Les han, "
        "og be dei som driv e-posten om å finne vidaresendinga og stoppe ho.",
        "Our mail comes back to us, or an e-mail was passed on too often. It was not answered. Read it, and ask those who run "
        "the mail to find what passes it on, and to stop it.",
    ),
    ("tasks.deadline", "frist som løper: {day}", "frist som går: {day}", "deadline running: {day}"),
    ("tasks.title", "*{kind}* · oppgave {number}", "*{kind}* · oppgåve {number}", "*{kind}* · task {number}"),
    (
        "tasks.mail",
        "e-post {mail}: les den med `fristvakt mail show {mail} --as DIN-ADRESSE`",
        "e-post {mail}: les han med `fristvakt mail show {mail} --as ADRESSA-DI`",
        "e-mail {mail}: read it with `fristvakt mail show {mail} --as YOUR-ADDRESS`",
    ),
    (
        "tasks.done",
        "Oppgave {number} er ferdig: {kind}.",
        "Oppgåve {number} er ferdig: {kind}.",
        "Task {number} is done: {kind}.",
    ),
    (
        "tasks.sure",
        "Oppgave {number} forsvinner fra listen. Saken og e-posten blir ikke endret.",
        "Oppgåve {number} forsvinn frå lista. Saka og e-posten blir ikkje endra.",
        "Task {number} leaves the list. Its case and e-mail stay as they are.",
    ),
    ("tasks.which", "Velg resultatet …", "Vel resultatet …", "Choose the result …"),
    (
        "interim.says",
        "Foreløpig svar går ut av seg selv {due}. Grunn: «{reason}» Ventet svar: {expected}.",
        "Førebels svar går ut av seg sjølv {due}. Grunn: «{reason}» Venta svar: {expected}.",
        "The interim reply goes out by itself {due}. Reason: “{reason}” Answer expected: {expected}.",
    ),
    (
        "interim.changed",
        "Sak {number}: det foreløpige svaret er endret. {says}",
        "Sak {number}: det førebelse svaret er endra. {says}",
        "Case {number}: the interim reply is changed. {says}",
    ),
    (
        "interim.sent",
        "Sak {number}: foreløpig svar er sendt. Studenten er lovet svar {expected}.",
        "Sak {number}: førebels svar er sendt. Studenten er lova svar {expected}.",
        "Case {number}: the interim reply has been sent. The student is promised an answer {expected}.",
    ),
    (
        "tasks.again",
        "E-post {mail} blir lest på nytt. Det er fortsatt tidspunktet den kom, som gjelder.",
        "E-post {mail} blir lesen på nytt. Det er framleis tidspunktet han kom, som gjeld.",
        "E-mail {mail} is read again. What counts is still when it came.",
    ),
    ("button.again", "Les på nytt", "Les på nytt", "Read again"),
    ("button.done", "Ferdig", "Ferdig", "Done"),
    ("button.change", "Endre svaret …", "Endre svaret …", "Change the reply …"),
    (
        "label.expected",
        "Når kan studenten vente svar?",
        "Når kan studenten vente svar?",
        "When can an answer be expected?",
    ),
    ("label.reason", "Hvorfor er saken ikke ferdig?", "Kvifor er saka ikkje ferdig?", "Why is the case not finished?"),
    ("title.interim", "Foreløpig svar", "Førebels svar", "Interim reply"),
)
