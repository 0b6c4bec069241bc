"""German words of the page."""

GERMAN = {
    "language": "Deutsch",
    "question": "Findet die Community in ihre ursprüngliche Form zurück?",
    "summaries": {
        "silence": "Sagt nichts zur Sache; gewöhnliche Fragen werden weiter beantwortet.",
        "apology": (
            "Bittet um Entschuldigung und übernimmt Verantwortung, ohne zu erklären oder zu ändern."
        ),
        "correction": (
            "Mitgefühl, Erklärung, und das Problem wird abgestellt: versprochen, getan, berichtet."
        ),
        "delete": "Nimmt wütende Beiträge von der Seite; ein Satz zu den Hausregeln.",
        "denial": "Weist den Vorwurf zurück, in jeder Antwort und in einer Erklärung.",
        "empathy": "Nimmt das Gefühl ernst und erklärt, was bekannt ist, in menschlichem Ton.",
        "template": "Derselbe vorbereitete Satz für alle: danke, schreiben Sie uns eine Nachricht.",
    },
    # desk
    "scenario": "Was geschieht",
    "policy": "Wie die Marke antwortet",
    "seed": "Zufall (Startzahl)",
    "pace": "Tempo",
    "paces": {6: "langsam", 24: "1 Tag/Sekunde", 72: "schnell"},
    "play": "Start",
    "pause": "Pause",
    "day_step": "Ein Tag",
    "day_step_long": "Einen Tag weiter",
    "reset": "Von vorn",
    "space": "Leertaste",
    "switch": "Sprache",
    "weekdays": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "day": "Tag {day}",
    "clock": "{weekday}, {hour:02d}:00",
    "before": "{hours} h vor dem Vorfall",
    "after": "{hours} h seit dem Vorfall",
    "calm": "ohne Vorfall",
    "complaints": "Klagen, letzte 24 h",
    "backlog": "Rückstau",
    "backlog_unit": "offene Fälle",
    "energy": "Energie des Teams",
    "press": "Presse",
    "preparing": "Die Community versammelt sich …",
    "over": "Die beobachtete Zeit ist um.",
    "said": "Tag {day}. {complaints} Klagen in 24 Stunden, Rückstau {backlog}, Form {form}.",
    "trouble": "Hier ging etwas schief; „Von vorn“ beginnt neu.",
    # network
    "network": "Die Community",
    "colour": "Menschen färben nach",
    "stance": "Haltung",
    "mood": "Erregung",
    "stance_legend": ("gegen die Marke", "unentschieden", "für die Marke"),
    "mood_legend": ("ruhig", "aufgewühlt", "empört"),
    "complains": "hat gerade geklagt",
    "network_alt": (
        "{people} Menschen als Punkte in {circles} Bekanntenkreisen, {ties} Verbindungen. Punkte "
        "sind umso größer, je mehr Verbindungen ein Mensch hat."
    ),
    "person": "{ties} Verbindungen · Haltung {stance} · Erregung {mood}",
    # waves
    "waves": "Zwei Wellen",
    "waves_note": "Klagen je Stunde. Oben: zur Sache. Unten: über den Umgang der Marke damit.",
    "issue": "zur Sache",
    "conduct": "über den Umgang",
    "replies": "Antworten",
    "statement": "öffentliche Erklärung",
    "days": "Tage seit dem Vorfall",
    "waves_alt": "Klagen je Stunde: zur Sache bis {issue}, über den Umgang bis {conduct}.",
    "kinds": {
        "deny": "streitet ab",
        "diminish": "Ausrede",
        "bolster": "Eigenlob",
        "inform": "Erklärung",
        "rebuild": "Entschuldigung",
        "correction": "verspricht Abhilfe",
        "deletion": "Löschung",
        "deed": "abgestellt",
        "broken promise": "Wort gebrochen",
    },
    # ball
    "ball": "Der Knautschball",
    "ball_title": "{policy}, Tag {day}",
    "ball_note": (
        "Stunde für Stunde mit einem ungestörten Zwilling verglichen: dieselben Menschen, "
        "derselbe Zufall, kein Vorfall."
    ),
    "floor_note": (
        "Der Rauschboden wird noch gemessen; bis dahin zeigt der Ball die rohen Abstände."
    ),
    "at_end": " am Ende",
    "now": " jetzt",
}
