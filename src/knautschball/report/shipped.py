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
}
"""Name → title and summary."""
