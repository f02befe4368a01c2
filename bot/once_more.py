"""What Slack asks of case handlers when an appeal is assessed once more (decision 17); joined with the words in `bot.phrases`."""

# key, bokmål, nynorsk, English
ONCE_MORE: tuple[tuple[str, str, str, str], ...] = (
    (
        "todo.further_joint",
        "Saken skal vurderes én gang til. Hos dere gjør sensorer fra begge rundene det sammen. Gi dem det studenten har skrevet "
        "om klagen, og velg utfallet når de er ferdige.",
        "Saka skal vurderast éin gong til. Hos dykk gjer sensorar frå begge rundane det saman. Gi dei det studenten har skrive "
        "om klaga, og vel utfallet når dei er ferdige.",
        "The case is to be assessed once more, here by examiners of both rounds together. Give them what the student has "
        "written about the appeal, and choose the outcome when they have finished.",
    ),
    (
        "todo.further_blind",
        "Saken skal vurderes én gang til, av nye sensorer. Oppgi ingen av karakterene til dem, men gi dem det studenten har "
        "skrevet om klagen. Velg utfallet når de er ferdige.",
        "Saka skal vurderast éin gong til, av nye sensorar. Oppgi ingen av karakterane til dei, men gi dei det studenten har "
        "skrive om klaga. Vel utfallet når dei er ferdige.",
        "The case is to be assessed once more, by new examiners. Tell them neither of the grades, but give them what the "
        "student has written about the appeal. Choose the outcome when they have finished.",
    ),
    (
        "todo.further_seeing",
        "Saken skal vurderes én gang til, av nye sensorer. De får vite begge karakterene, men ikke på e-post eller i Slack, og "
        "de får det studenten har skrevet om klagen. Velg utfallet når de er ferdige.",
        "Saka skal vurderast éin gong til, av nye sensorar. Dei får vite begge karakterane, men ikkje på e-post eller i Slack, "
        "og dei får det studenten har skrive om klaga. Vel utfallet når dei er ferdige.",
        "The case is to be assessed once more, by new examiners. They are told both grades, but not by e-mail or in Slack, and "
        "they are given what the student has written about the appeal. Choose the outcome when they have finished.",
    ),
)
