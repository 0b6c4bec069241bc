"""How the numbers of the report came about, in each language: heading and paragraph."""

ENGLISH_METHOD = (
    (
        "Twin",
        "Every run has an undisturbed twin: the same crowd and the same luck without the "
        "storm. The distance between both is what the storm caused, and nothing else.",
    ),
    (
        "Form",
        "Six components, each a distance between 0 and 1 at the same hour: stance and arousal "
        "(Wasserstein distance), voice (who talks how much about what), ties to the brand, "
        "network among members (portrait divergence), organisation (energy, backlog, team, "
        "page).",
    ),
    (
        "Noise floor",
        "Two undisturbed runs differ a little as well. That much is subtracted from every "
        "distance before it counts as a dent.",
    ),
    (
        "Dent D",
        "Root mean square of the six corrected distances. P is its peak, L its mean over the "
        "horizon, ρ its mean over the last week (the residual).",
    ),
    (
        "Resilience R",
        "R = [(1 − P)(1 − L)(1 − ρ)²]^(1/4). The residual counts double, because the question "
        "is whether the form returns; slow but complete beats fast but dented.",
    ),
    (
        "Pairing",
        "All policies meet the same seeds. Differences are taken seed by seed; intervals of means "
        "and the chance to be best are those of Student’s t over seeds.",
    ),
    (
        "Two outlines",
        "The deepest dent is taken at the hour of the largest D, the form at the end over the "
        "last week. A better stance or more followers than the twin is drawn beyond the "
        "circle: a change of form that is good, and not hidden.",
    ),
    (
        "What is assumed",
        "This is a model. Numbers marked “assumption” in the scenario (knautschball show "
        "NAME) rest on judgement and not on a measurement, the costs among them. Compare "
        "policies with each other; do not read single values as a forecast.",
    ),
)

GERMAN_METHOD = (
    (
        "Zwilling",
        "Jeder Lauf hat einen ungestörten Zwilling: dieselben Menschen, derselbe Zufall, kein "
        "Sturm. Der Abstand zwischen beiden ist, was der Sturm bewirkt hat, und sonst nichts.",
    ),
    (
        "Form",
        "Sechs Bestandteile, jeder ein Abstand zwischen 0 und 1 zur selben Stunde: Haltung "
        "und Erregung (Wasserstein-Abstand), Gespräch (wer wie viel worüber schreibt), "
        "Bindung an die Marke, Netzwerk der Mitglieder (Portrait-Divergenz), Organisation "
        "(Kraft, Rückstand, Team, Seite).",
    ),
    (
        "Rauschen",
        "Auch zwei ungestörte Läufe unterscheiden sich ein wenig. So viel wird von jedem "
        "Abstand abgezogen, bevor er als Delle zählt.",
    ),
    (
        "Delle D",
        "Quadratisches Mittel der sechs bereinigten Abstände. P ist ihr Höchstwert, L ihr "
        "Mittel über den Zeitraum, ρ ihr Mittel über die letzte Woche (die bleibende Delle).",
    ),
    (
        "Resilienz R",
        "R = [(1 − P)(1 − L)(1 − ρ)²]^(1/4). Die bleibende Delle zählt doppelt, denn gefragt "
        "ist, ob die Form zurückkehrt; langsam und ganz schlägt schnell und verbeult.",
    ),
    (
        "Paare",
        "Alle Antworten treffen auf dieselben Startzahlen. Unterschiede werden je Startzahl "
        "gebildet; Intervalle von Mittelwerten und die Aussicht, die beste zu sein, folgen der "
        "Student-t-Verteilung über die Startzahlen.",
    ),
    (
        "Zwei Umrisse",
        "Die tiefste Delle gilt zur Stunde des größten D, die Form am Ende über die letzte "
        "Woche. Eine bessere Haltung oder mehr Follower als beim Zwilling liegen jenseits des "
        "Kreises: eine gute Änderung der Form, die nicht verschwiegen wird.",
    ),
    (
        "Was Annahme ist",
        "Dies ist ein Modell. Zahlen, die im Szenario (knautschball show NAME) als "
        "„assumption“ ausgewiesen sind, beruhen auf Einschätzung und nicht auf Messung, auch "
        "die Kosten. Vergleichen Sie Antworten miteinander; einzelne Werte sind keine "
        "Vorhersage.",
    ),
)
