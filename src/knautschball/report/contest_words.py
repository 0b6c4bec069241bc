"""Words about sureness, recovery, regret and the people who changed, in each language."""

ENGLISH_CONTEST = {
    "steady": "How steady is the ranking?",
    "steady_note": (
        "“Best under other weights” draws {draws} mixes of the six components of the form "
        "(Dirichlet) and counts in which of them the policy is first; the rank beside it holds "
        "90% of them. “Against the next” compares neighbours on the same storms: ahead, as good "
        "as equal (less than {same} apart), or open. On the front no other policy is both "
        "cheaper and more resilient."
    ),
    "stopped": (
        "Every two neighbours in the ranking are told apart or as good as equal after {runs} runs."
    ),
    "more_runs": (
        "After {runs} runs some neighbours are still open; about {needed} runs would settle them."
    ),
    "hopeless": (
        "After {runs} runs some neighbours are still open, and no affordable number of runs "
        "would settle them."
    ),
    "agreement": "Over all weights the ranking agrees with this one by Kendall’s τ = {tau}.",
    "steady_columns": (
        "#",
        "Policy",
        "Chance to be best",
        "Best under other weights",
        "Rank under other weights",
        "Against the next",
        "Runs needed for that",
        "On the cost front",
    ),
    "verdicts": {"ahead": "ahead", "equal": "equal", "open": "open"},
    "yes": "yes",
    "survival": "Days until the form is back",
    "survival_note": (
        "Share of runs that are still dented, with its 95% interval for the first and the last "
        "policy (Kaplan–Meier). Runs that never returned stay in the curve to the end."
    ),
    "axis_survival": "share of runs still dented",
    "changed": "Who changed",
    "changed_note": (
        "The same person lives through the storm under the policy and under silence, with the "
        "same luck. The numbers are followers per 1,000 people of each group who left because "
        "of the policy, less those who stayed because of it; silence itself is held against "
        "the undisturbed twin. Below: the change of trust, on a scale from −1 to 1."
    ),
    "trust": "Trust, against silence",
    "groups": {
        "openness": "Openness",
        "conscientiousness": "Conscientiousness",
        "extraversion": "Extraversion",
        "agreeableness": "Agreeableness",
        "neuroticism": "Neuroticism",
        "customer": "Customer",
        "circle": "Circle of the first voices",
        "distance": "Steps to a first voice",
        "upper": "upper half",
        "lower": "lower half",
        "yes": "yes",
        "no": "no",
        "inside": "inside",
        "outside": "outside",
        "0": "0",
        "1": "1",
        "2": "2",
        "3": "3 or more",
    },
    "axis_lost": "followers lost because of the policy, per 1,000 of the group",
    "regret": "Across scenarios",
    "regret_note": (
        "Regret is what a policy lacks to the best one of the same scenario, in R. The smallest "
        "worst regret is the safe choice (minimax), the smallest expected one the choice if every "
        "scenario is as likely as any other. 95% intervals over runs."
    ),
    "regret_columns": ("Policy", "Worst regret", "Expected regret"),
    "regret_verdict": (
        "“{minimax}” has the smallest worst regret, “{expected}” the smallest expected one."
    ),
}

GERMAN_CONTEST = {
    "steady": "Wie fest steht die Rangfolge?",
    "steady_note": (
        "„Vorn bei anderen Gewichten“ zieht {draws} Mischungen der sechs Bestandteile der Form "
        "(Dirichlet) und zählt, in wie vielen die Antwort vorn liegt; der Rang daneben gilt in "
        "90 % davon. „Gegen die nächste“ vergleicht Nachbarn auf denselben Stürmen: vorn, so gut "
        "wie gleich (weniger als {same} auseinander) oder offen. Auf der Front ist keine andere "
        "Antwort zugleich billiger und resilienter."
    ),
    "stopped": (
        "Nach {runs} Läufen sind alle Nachbarn der Rangfolge unterschieden oder so gut wie gleich."
    ),
    "more_runs": (
        "Nach {runs} Läufen sind Nachbarn noch offen; etwa {needed} Läufe würden sie klären."
    ),
    "hopeless": (
        "Nach {runs} Läufen sind Nachbarn noch offen, und keine bezahlbare Zahl von Läufen "
        "würde sie klären."
    ),
    "agreement": "Über alle Gewichte stimmt die Rangfolge mit dieser überein: Kendalls τ = {tau}.",
    "steady_columns": (
        "#",
        "Antwort",
        "Chance auf Platz 1",
        "Vorn bei anderen Gewichten",
        "Rang bei anderen Gewichten",
        "Gegen die nächste",
        "Läufe, die das braucht",
        "Auf der Kostenfront",
    ),
    "verdicts": {"ahead": "vorn", "equal": "gleich", "open": "offen"},
    "yes": "ja",
    "survival": "Tage, bis die Form zurück ist",
    "survival_note": (
        "Anteil der Läufe, die noch verbeult sind, mit 95-%-Intervall für die erste und die "
        "letzte Antwort (Kaplan–Meier). Läufe, die nie zurückkehrten, bleiben bis zum Ende in "
        "der Kurve."
    ),
    "axis_survival": "Anteil noch verbeulter Läufe",
    "changed": "Wer sich verändert hat",
    "changed_note": (
        "Dieselbe Person erlebt den Sturm unter der Antwort und unter Schweigen, mit demselben "
        "Zufall. Die Zahlen sind Follower je 1.000 Menschen der Gruppe, die wegen der Antwort "
        "gingen, abzüglich derer, die ihretwegen blieben; Schweigen selbst wird mit dem "
        "ungestörten Zwilling verglichen. Darunter: die Änderung des Vertrauens, auf einer Skala "
        "von −1 bis 1."
    ),
    "trust": "Vertrauen, gegenüber Schweigen",
    "groups": {
        "openness": "Offenheit",
        "conscientiousness": "Gewissenhaftigkeit",
        "extraversion": "Extraversion",
        "agreeableness": "Verträglichkeit",
        "neuroticism": "Neurotizismus",
        "customer": "Kundschaft",
        "circle": "Kreis der ersten Stimmen",
        "distance": "Schritte zu einer ersten Stimme",
        "upper": "obere Hälfte",
        "lower": "untere Hälfte",
        "yes": "ja",
        "no": "nein",
        "inside": "darin",
        "outside": "außerhalb",
        "0": "0",
        "1": "1",
        "2": "2",
        "3": "3 oder mehr",
    },
    "axis_lost": "Follower, wegen der Antwort verloren, je 1.000 der Gruppe",
    "regret": "Über die Szenarien hinweg",
    "regret_note": (
        "Bedauern ist, was einer Antwort zur besten desselben Szenarios fehlt, in R. Das kleinste "
        "größte Bedauern ist die sichere Wahl (Minimax), das kleinste erwartete die Wahl, wenn "
        "jedes Szenario gleich wahrscheinlich ist. 95-%-Intervalle über die Läufe."
    ),
    "regret_columns": ("Antwort", "Größtes Bedauern", "Erwartetes Bedauern"),
    "regret_verdict": (
        "„{minimax}“ hat das kleinste größte Bedauern, „{expected}“ das kleinste erwartete."
    ),
}
