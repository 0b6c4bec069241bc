"""Words of the report of a resilience test, in each language."""

ENGLISH_TEST = {
    "kicker": "Knautschball · the resilience test",
    "title": "How much load does each policy bear?",
    "subtitle": (
        "{policies} policies · {storms} storms · loads from {low} to {high} times the scenario’s"
    ),
    "image": (
        "A squeeze ball is pressed harder and harder. Up to its yield point it springs back; "
        "beyond it, a part of the dent stays. Load 1 is the storm of the scenario."
    ),
    "most": "“{policy}” bears most: the community returns with even chances from {load}.",
    "least": "“{policy}” bears least: {load}{times}.",
    "times": "; “{policy}” bears {ratio} times as much",
    "alone": "Under “{policy}” the community returns with even chances from {load}.",
    "load": "{load} times the scenario’s load (90% interval {interval})",
    "above": "more than {load} times the scenario’s load, the top of the ladder",
    "below": "less than {load} times the scenario’s load, the foot of the ladder",
    "at_one": "From the scenario’s own load (1) {n} of {all} policies let it return.",
    "yields": "Yield points",
    "yields_note": (
        "Dot: the load from which the form returns before the horizon in half of all storms. "
        "Line: 90% interval. An arrow says that the yield point lies off the ladder."
    ),
    "curves": "Stress and strain",
    "curves_note": (
        "Each dot is a storm: its deepest dent (upper, hollow) and the dent that remains in the "
        "last week (lower, filled). Lines join their means. Shaded: the 90% interval of the yield "
        "point. The distance between the lines is what springs back."
    ),
    "table": "The numbers",
    "table_note": (
        "Springback is the share of the deepest dent that came back, at the load in the heading. "
        "Recovery is the rate per day at which a small dent goes back, after the first and the "
        "last of {repeats} strikes at {kick} times the load; slower means closer to yielding. "
        "Memory is the autocorrelation of the dent at lag one hour; higher is a warning too. "
        "Fatigue is the residual dent that each further strike adds."
    ),
    "columns": (
        "Policy",
        "Yield point",
        "90% interval",
        "Storms",
        "Springback at {load}",
        "Recovery per day, first → last",
        "Memory, first → last",
        "Fatigue per strike",
    ),
    "fatigue": "Struck again and again",
    "fatigue_note": (
        "The same small load strikes {repeats} times. Left: how fast the dent goes back. Right: "
        "what remains of it before the next strike."
    ),
    "axis_load": "load, times the scenario’s",
    "axis_dent": "dent D",
    "axis_repeat": "strike",
    "axis_residual": "dent that remains",
    "axis_rate": "recovery rate, per day",
    "method": (
        (
            "Load",
            "Load multiplies severity × reach of everything that strikes. Every policy meets the "
            "same crowds with the same luck.",
        ),
        (
            "Returned",
            "The form has returned when the dent stays at or below a tenth of its peak, or below "
            "the noise floor, for a day, before the horizon.",
        ),
        (
            "Where runs go",
            "The first seeds climb every rung. Each further seed starts near the estimate so far "
            "and goes up or down until it has passed its own yield point (staircase method, "
            "Dixon & Mood 1948).",
        ),
        (
            "Yield point",
            "Between the last load borne and the first one not borne lies the yield point of a "
            "seed. Over the seeds it follows a logistic curve over the logarithm of the load; its "
            "middle is the yield point. Intervals: bootstrap over seeds, percentiles expanded for "
            "few seeds (Hesterberg 2015).",
        ),
        (
            "Early warning",
            "Slow return from small loads and a long memory of the dent announce a near tipping "
            "point in many systems (van Nes & Scheffer 2007; Dakos et al. 2012), not in all.",
        ),
    ),
}

GERMAN_TEST = {
    "kicker": "Knautschball · die Resilienzprüfung",
    "title": "Wie viel Last trägt jede Antwort?",
    "subtitle": (
        "{policies} Antworten · {storms} Stürme · Lasten vom {low}- bis {high}-Fachen des Szenarios"
    ),
    "image": (
        "Ein Knautschball wird immer stärker gedrückt. Bis zur Fließgrenze springt er zurück, "
        "darüber bleibt ein Teil der Delle. Last 1 ist der Sturm des Szenarios."
    ),
    "most": (
        "„{policy}“ trägt am meisten: Erst bei {load} stehen die Chancen gleich, dass die "
        "Community zurückkehrt."
    ),
    "least": "„{policy}“ trägt am wenigsten: Dort ist es schon bei {load} so weit{times}.",
    "times": "; „{policy}“ trägt das {ratio}-Fache davon",
    "alone": (
        "Unter „{policy}“ stehen bei {load} die Chancen gleich, dass die Community zurückkehrt."
    ),
    "load": "{load}-facher Last des Szenarios (90-%-Intervall {interval})",
    "above": "mehr als {load}-facher Last des Szenarios, dem oberen Ende der Leiter,",
    "below": "weniger als {load}-facher Last des Szenarios, dem unteren Ende der Leiter,",
    "at_one": (
        "Bei der Last des Szenarios selbst (1) kehrt die Community unter {n} von {all} Antworten "
        "zurück."
    ),
    "yields": "Fließgrenzen",
    "yields_note": (
        "Punkt: die Last, von der die Form in der Hälfte aller Stürme vor Ende des Zeitraums "
        "zurückkehrt. Linie: 90-%-Intervall. Ein Pfeil sagt, dass die Fließgrenze außerhalb der "
        "Leiter liegt."
    ),
    "curves": "Last und Verformung",
    "curves_note": (
        "Jeder Punkt ist ein Sturm: seine tiefste Delle (oben, hohl) und die Delle, die in der "
        "letzten Woche bleibt (unten, gefüllt). Linien verbinden die Mittel. Getönt: das "
        "90-%-Intervall der Fließgrenze. Der Abstand der Linien ist, was zurückfedert."
    ),
    "table": "Die Zahlen",
    "table_note": (
        "Rückfederung ist der Anteil der tiefsten Delle, der zurückkam, bei der Last im Kopf der "
        "Spalte. Erholung ist die Rate je Tag, mit der eine kleine Delle zurückgeht, nach dem "
        "ersten und dem letzten von {repeats} Schlägen mit {kick}-facher Last; langsamer heißt "
        "näher am Nachgeben. Gedächtnis ist die Autokorrelation der Delle von Stunde zu Stunde; "
        "auch mehr davon warnt. Ermüdung ist die bleibende Delle, die jeder weitere Schlag "
        "hinzufügt."
    ),
    "columns": (
        "Antwort",
        "Fließgrenze",
        "90-%-Intervall",
        "Stürme",
        "Rückfederung bei {load}",
        "Erholung je Tag, erster → letzter",
        "Gedächtnis, erster → letzter",
        "Ermüdung je Schlag",
    ),
    "fatigue": "Wieder und wieder getroffen",
    "fatigue_note": (
        "Dieselbe kleine Last trifft {repeats}-mal. Links: wie schnell die Delle zurückgeht. "
        "Rechts: was vor dem nächsten Schlag von ihr bleibt."
    ),
    "axis_load": "Last, Vielfaches des Szenarios",
    "axis_dent": "Delle D",
    "axis_repeat": "Schlag",
    "axis_residual": "bleibende Delle",
    "axis_rate": "Erholungsrate je Tag",
    "method": (
        (
            "Last",
            "Die Last vervielfacht Schwere × Reichweite von allem, was trifft. Alle Antworten "
            "treffen auf dieselben Menschen mit demselben Zufall.",
        ),
        (
            "Zurückgekehrt",
            "Die Form ist zurück, wenn die Delle vor Ende des Zeitraums einen Tag lang höchstens "
            "ein Zehntel ihres Höchstwerts beträgt oder im Rauschen verschwindet.",
        ),
        (
            "Wohin die Läufe gehen",
            "Die ersten Startzahlen steigen jede Sprosse. Jede weitere beginnt nahe der bisherigen "
            "Schätzung und geht hinauf oder hinunter, bis sie ihre eigene Fließgrenze passiert "
            "hat (Treppenverfahren, Dixon & Mood 1948).",
        ),
        (
            "Fließgrenze",
            "Zwischen der letzten getragenen und der ersten nicht getragenen Last liegt die "
            "Fließgrenze einer Startzahl. Über die Startzahlen folgt sie einer logistischen Kurve "
            "über dem Logarithmus der Last; deren Mitte ist die Fließgrenze. Intervalle: Bootstrap "
            "über Startzahlen, Perzentile für wenige Startzahlen erweitert (Hesterberg 2015).",
        ),
        (
            "Frühe Warnung",
            "Langsame Rückkehr nach kleinen Lasten und ein langes Gedächtnis der Delle kündigen "
            "in vielen Systemen einen nahen Umschlag an (van Nes & Scheffer 2007; Dakos et al. "
            "2012), nicht in allen.",
        ),
    ),
}
