"""Titles and summaries of the shipped scenarios in languages that their files do not speak."""

GERMAN_SCENARIOS = {
    "bubble-tea": (
        "Bubble Tea und Weichmacher",
        "Eine Sonntagszeitung meldet Weichmacher im Sirup. Kunden fragen im Laden, am Telefon "
        "und auf der Seite, Eltern sind besorgt. Wochen später findet die amtliche Prüfung "
        "nichts. Viele haben da längst entschieden.",
    ),
    "product-flaw": (
        "Ein vermeidbarer Mangel",
        "Ein Gerät überhitzt. Die Marke wusste es und verkaufte es trotzdem. Zwei Tage lang "
        "bemerken es die Käufer und klagen: ein berechtigter, vermeidbarer Vorwurf.",
    ),
    "calm": (
        "Nichts geschieht",
        "Die Kontrolle: Alltag, gewöhnliche Fragen, etwas Gemecker, kein Vorfall. Die Form "
        "muss genau bleiben, wie sie ist.",
    ),
    "jack-wolfskin-2009": (
        "Abmahnungen wegen Tatzen",
        "Anwälte einer Outdoor-Marke mahnen Bastlerinnen ab, die Tatzen verwenden. Ein Blogger "
        "erzählt es am Wochenende, am Montag weiß es jeder. Die Marke verteidigt sich, die Presse "
        "folgt, als es im Netz schon ruhiger wird; nach fünf Tagen nimmt sie die Forderungen "
        "zurück, ohne Entschuldigung.",
    ),
    "ing-diba-2012": (
        "Eine Scheibe Wurst",
        "Im Werbespot einer Bank isst ein Basketballer eine Scheibe Wurst. Zwei Wochen lang "
        "schreiben Vegetarier auf der Seite der Bank, Fleischesser antworten. Die Bank ergreift "
        "nicht Partei, erinnert an die Regeln, lässt stehen, was da steht, und schließt dann das "
        "Thema mit Dank.",
    ),
    "nestle-kitkat-2010": (
        "Pause für den Orang-Utan",
        "Eine Kampagne zeigt, was Palmöl im Schokoriegel den Regenwald kostet. Die Firma lässt "
        "das Video entfernen, Kopien verbreiten sich binnen eines Tages zehnfach. Auf ihrer Seite "
        "wird gelöscht und gesagt, wessen Seite das ist. Zwei Monate später verpflichtet sie sich.",
    ),
    "vodafone-2012": (
        "Eine Rechnung, die niemand erklärt",
        "Die Rechnung einer Kundin beträgt ein Vielfaches des Vereinbarten; Hotline, Laden und "
        "Briefe haben versagt. Ihr Beitrag findet 70.000 Likes und 7.000 Kommentare. Die erste "
        "Antwort kommt in einer Stunde und geht unter, eine Stellungnahme folgt nach einer Woche.",
    ),
    "pril-2011": (
        "Eine Flasche mit Hähnchengeschmack",
        "In einem Wettbewerb gestalten Leute das Etikett eines Spülmittels, über 50.000 machen "
        "mit. Ein Scherz gewinnt mit Abstand. Unterwegs ändern sich die Regeln, Stimmen werden "
        "gestrichen, eine Jury wählt andere. Aus der Einladung wird ein Vorwurf.",
    ),
    "words-and-deeds": (
        "Worte und Taten",
        "Eine Marke wirbt mit Fairness; ein Bericht zeigt, wie ihre Pakete zugestellt werden. "
        "Hätte sie nie etwas behauptet, wäre es ein Bericht unter vielen. Versprechen folgen, die "
        "gehalten werden oder nicht.",
    ),
    "viral-success": (
        "Alle wollen es haben",
        "Ein Clip über das Produkt geht um: Fragen und Bestellungen zu Hunderten. Auch das ist "
        "eine Last, wenn auch eine willkommene. Wer darin ertrinkt, macht aus Freude Ärger.",
    ),
    "hothead": (
        "Ein Hitzkopf auf der Seite",
        "Eine berechtigte Klage, ein gutes Drehbuch – und Leute im Dienst, die die Fassung "
        "verlieren. Am Telefon richten sie viel weniger an.",
    ),
    "venting": (
        "Dampf ablassen",
        "Viele machen sich nur Luft, manche haben ein Anliegen. Ein kleines Team, das der Reihe "
        "nach antwortet, verbraucht seine Stunden an den einen und lässt die anderen warten.",
    ),
}
"""Name → title and summary."""
