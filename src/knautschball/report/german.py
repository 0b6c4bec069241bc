"""German words of the report."""

from knautschball.report.contest_words import GERMAN_CONTEST
from knautschball.report.method import GERMAN_METHOD
from knautschball.report.shipped import GERMAN_SCENARIOS
from knautschball.report.strain_words import GERMAN_TEST

GERMAN = {
    "language": "de",
    "number_marks": {",": ".", ".": ","},
    "percent_mark": "\u202f%",
    "interval": "{low} bis {high}",
    "and": "und",
    "nouns_are_capital": True,
    # ball
    "components": {
        "stance": "Haltung",
        "arousal": "Erregung",
        "voice": "Gespräch",
        "brand_ties": "Markenbindung",
        "network": "Netzwerk",
        "organisation": "Organisation",
    },
    "form_at_end": "der ursprünglichen Form am Ende",
    "form_mini": "der Form am Ende",
    "form_at_worst": "bei tiefster Delle",
    "ball_axis": "{name}: {worst} bei tiefster Delle, {final} am Ende",
    "ball_means": (
        "Knautschball. {final} der ursprünglichen Form am Ende, {worst} bei tiefster Delle "
        "(Mittel über sechs Bestandteile)."
    ),
    "ball_scale": (
        "Der Radius ist linear von der Mitte (0\u202f%) bis zum gestrichelten Kreis (100\u202f%, "
        "der ungestörte Zwilling). Die Fläche des Bildes ist dem Verlust nicht proportional."
    ),
    "ball_legend": (
        "ursprüngliche Form",
        "Form am Ende",
        "tiefste Delle",
        "noch eingedrückt",
        "seither erholt",
        "stärker als vorher",
    ),
    "ball_rings": (
        "Linear: Mitte 0\u202f%, Ringe 50\u202f% und 75\u202f%, gestrichelter Kreis 100\u202f%."
    ),
    # policies and phases
    "policies": {
        "silence": "Schweigen",
        "legal-threat": "Mit dem Anwalt drohen",
        "denial": "Abstreiten",
        "excuse": "Ausreden",
        "delete": "Löschen",
        "template": "Textbausteine",
        "apology": "Entschuldigen",
        "empathy": "Mitfühlen und erklären",
        "public-compensation": "Öffentlich entschädigen",
        "correction": "Abstellen, sagen, halten",
        "house-rules": "Hausregeln und Ruhe",
        "dialogue": "Dialog auf Augenhöhe",
        "co-creation": "Mitgestalten lassen",
        "supporters": "Erklärte Fürsprecher",
        "resilient": "Das ganze Drehbuch",
    },
    "scenarios": GERMAN_SCENARIOS,
    "phases": {
        0: "kein Problem sichtbar",
        1: "Problem sichtbar",
        2: "Klagen",
        3: "unpassende Antwort",
        4: "Sturm über Sache und Umgang",
        5: "Umbruch im Unternehmen",
    },
    # head
    "kicker": "Knautschball · Antworten auf einen Shitstorm im Vergleich",
    "title": "Findet die Community in ihre ursprüngliche Form zurück?",
    "subtitle": (
        "{policies} Antworten · je {runs} Läufe · jede Antwort trifft auf dieselben Stürme, "
        "dieselben Menschen und denselben Zufall"
    ),
    "image": (
        "Die Community um eine Marke ist ein Knautschball. Der Sturm drückt ihn ein; die Antwort "
        "der Marke entscheidet, ob er zurückfindet. R sagt, wie gut: 1 heißt, nie war eine Delle "
        "messbar."
    ),
    "scenario": "Szenario",
    # verdict
    "verdict": "Das Ergebnis",
    "best": (
        "Von {n} Antworten lässt „{policy}“ die Community am besten zurückfinden: "
        "R\u00a0=\u00a0{r}{against}."
    ),
    "best_alone": "Nur „{policy}“ wurde gerechnet: R\u00a0=\u00a0{r} ({sure}).",
    "worst": "„{policy}“ schadet am meisten: R\u00a0=\u00a0{r}{against}.",
    "more": "; das sind {diff} mehr als Schweigen ({sure})",
    "less": "; das sind {diff} weniger als Schweigen ({sure})",
    "interval_95": "95-%-Intervall {interval}",
    "no_interval": "ein einziger Lauf, also kein Intervall",
    "is_yardstick": ", und das ist Schweigen, der Maßstab dieses Berichts",
    "no_yardstick": " ({sure}; Schweigen, der übliche Maßstab, wurde nicht gerechnet)",
    "settled": (
        "Der erste Platz steht fest: In denselben Stürmen liegt „{policy}“ vor jeder anderen "
        "Antwort."
    ),
    "unsettled": (
        "Der erste Platz steht nicht fest: Nach dem gepaarten t-Test in denselben Stürmen liegt "
        "„{policy}“ nicht sicher vor "
        "{others}. Mehr Läufe machen die Intervalle enger."
    ),
    "all_same": "Keine Antwort hinterließ eine messbare Delle: Jedes R ist 1.",
    "ball_best": "findet am besten zurück",
    "ball_worst": "schadet am meisten",
    # sections
    "balls": "Der Ball unter jeder Antwort",
    "balls_note": (
        "Nach R geordnet. Gestrichelt: ursprüngliche Form. Durchgezogen: Form in der letzten "
        "Woche. Gepunktete Linie: tiefste Delle. Orange Punkte: noch eingedrückt. Weiße "
        "Schraffur: seither erholt. Linearer Maßstab ab der Mitte (0\u202f%); die Zahl ist das "
        "Mittel der sechs Bestandteile, denn die Fläche ist dem Verlust nicht proportional. "
        "Mittel über alle Läufe."
    ),
    "table": "Die Rangfolge",
    "table_note": (
        "Die Intervalle enthalten den wahren Mittelwert zu 95\u202f% (Student-t über die Läufe). "
        "Der Unterschied ist gepaart: derselbe Sturm unter beiden Antworten. Die Kosten stehen "
        "neben der Resilienz, die sie kaufen, verglichen mit dem Zwilling und auf 10 EUR "
        "gerundet."
    ),
    "facts": "Was der Sturm anrichtete",
    "facts_note": (
        "Mittel über die Läufe; Tage bis zur Erholung sind der Median, ein Strich steht, wo mehr "
        "als die Hälfte der Läufe sich nie erholte."
    ),
    "columns": {
        "rank": "#",
        "policy": "Antwort",
        "resilience": "R",
        "interval": "95-%-Intervall",
        "difference": "Gepaarter Unterschied zu Schweigen",
        "better_share": "Besser als Schweigen in",
        "best_probability": "Chance auf Platz 1",
        "staff_hours": "Arbeits\u00adstunden",
        "cost": "Kosten, EUR",
        "peak_dent": "Tiefste Delle",
        "area": "Mittlere Delle",
        "residual": "Bleibende Delle",
        "springback": "Rück\u00adfederung",
        "recovered_share": "Erholt",
        "recovery_days": "Tage bis Erholung",
        "stance_change": "Haltung, Änderung",
        "followers_lost": "Follower verloren",
        "conduct_share": "Klagen über Umgang",
        "storm_scale": "Sturm\u00adskala 0\u2060–\u20606",
        "phase": "Phase 1\u2060–\u20605",
    },
    "curves": "Die Delle im Lauf der Zeit",
    "curves_note": (
        "Jede Linie ist der mittlere Abstand D vom ungestörten Zwilling, 0 für die ursprüngliche "
        "Form. Die kleinen Felder zeigen je eine Antwort mit dem Band, in dem 80\u202f% der Läufe "
        "liegen, die übrigen in Grau."
    ),
    "waves": "Zwei Wellen",
    "waves_note": (
        "Klagen über die Sache sind die erste Welle. Klagen über den Umgang der Marke sind die "
        "zweite, und die macht die Marke selbst. Beiträge je Stunde, über sechs Stunden "
        "gemittelt; alle Felder haben denselben Maßstab."
    ),
    "why": "Warum diese Reihenfolge herauskam",
    "why_gap": (
        "Erste und letzte Antwort unterscheiden sich am nachhaltigsten im Bestandteil "
        "„{component}“: Unter „{last}“ fehlen davon in der letzten Woche noch {worse}, unter "
        "„{first}“ {better}."
    ),
    "why_conduct": (
        "Über die {n} Antworten laufen R und der Anteil der Klagen über den Umgang der Marke "
        "{together} (Rangkorrelation {rho}; ein Muster in diesen Läufen, kein Beweis)."
    ),
    "together": {True: "gegeneinander", False: "miteinander"},
    "why_more": (
        "die Antwort wurde selbst zum Ärgernis: {share} der Klagen galten dem Umgang der Marke "
        "({reference})"
    ),
    "why_less": (
        "die zweite Welle blieb kleiner: {share} der Klagen galten dem Umgang der Marke "
        "({reference})"
    ),
    "why_same": (
        "{share} der Klagen galten dem Umgang der Marke, kaum anders als sonst ({reference})"
    ),
    "why_yardstick": (
        "der Maßstab: {share} der Klagen galten dem Umgang der Marke, ganz ohne Antwort"
    ),
    "why_reference": {True: "Schweigen: {share}", False: "Mittel aller Antworten: {share}"},
    "why_phase": "der Sturm kam bis Phase {phase} ({name})",
    "why_residue": "eingedrückt bleiben vor allem {parts}",
    "why_healed": "kein Bestandteil bleibt messbar eingedrückt",
    "why_lost": "gegenüber dem Zwilling gingen {n} Follower verloren",
    "why_won": "gegenüber dem Zwilling kamen {n} Follower hinzu",
    "why_kept": "kein Follower ging verloren",
    "residuals_note": (
        "Was von jedem Bestandteil in der letzten Woche noch fehlt, Mittel über die Läufe; je "
        "dunkler, desto mehr."
    ),
    "forest": "Wie sicher ist die Reihenfolge?",
    "forest_note": (
        "Gepaarter Unterschied von R zu Schweigen mit 95-%-Intervall. Ein Intervall, das die "
        "Linie berührt, ist von Schweigen nicht zu unterscheiden."
    ),
    "cost": "Resilienz und ihr Preis",
    "cost_note": (
        "Oben links ist besser. Die grauen Stufen verbinden die Antworten, die keine andere in "
        "Resilienz und Kosten zugleich schlägt."
    ),
    # method
    "method": "Verfahren",
    "method_points": GERMAN_METHOD,
    "sources": "Quellen",
    "reproduce": "Nachrechnen",
    "reproduce_note": (
        "Derselbe Befehl ergibt mit derselben Version auf jeder Maschine dieselben Zahlen, Bit "
        "für Bit."
    ),
    "command": "Befehl",
    "version": "Version",
    "seeds": "Startzahlen",
    "load": "Last",
    "hash": "Prüfsumme der Läufe",
    # figures
    "axis_days": "Tage seit Beginn des Sturms",
    "axis_dent": "Delle D (0 = ursprüngliche Form)",
    "axis_posts": "Beiträge je Stunde",
    "axis_cost": "Kosten je Sturm, EUR",
    "axis_resilience": "Resilienz R",
    "axis_difference": "Unterschied von R zu Schweigen, gleiche Stürme",
    "topic": {
        "issue": "über die Sache",
        "conduct": "über den Umgang",
        "defence": "zur Verteidigung",
    },
    "worse": "◂ schlechter als Schweigen",
    "better": "besser als Schweigen ▸",
    # terminal
    "report_lies": "Bericht: {file}",
    "beside_it": "Daneben: {files}",
    "counted": {"runs": "Läufe", "climbs": "Aufstiege", "one": "Sturm, Zwilling, Rauschen"},
    "compiling": (
        "Die Regeln werden übersetzt: einmal nach der Installation oder einer Änderung, bis zu "
        "einer Minute …"
    ),
    "preparing": "Vorbereitung: Menschen, Rauschen …",
    "per_second": "{rate} Läufe/s",
    "per_minute": "{rate} Läufe/min",
    "left": "noch {time}",
    "test": GERMAN_TEST,
    "contest": GERMAN_CONTEST,
}
