"""Turn a pair into what the browser draws: bytes, numbers and finished sentences."""

from typing import Any

import numpy as np

from knautschball.app.choices import Choice
from knautschball.app.layout import sunflowers
from knautschball.app.pair import Pair
from knautschball.app.words import policy_title, words
from knautschball.model.deeds import COMPLAINS
from knautschball.model.firestorm import Community
from knautschball.model.shape import DAY, Floor
from knautschball.report.ball import ball_svg
from knautschball.report.balltext import closeness
from knautschball.report.words import words as report_words

MOST = 65_535
"""Largest number that fits in two bytes."""

COOLS = 0.8
"""What is left of a ring around a person after an hour."""


def crowd(community: Community) -> dict[str, Any]:
    """Give what stays for a whole run: where people stand, and how the picture is shaped."""
    graph, degree = community.graph, community.friends
    layout = sunflowers(graph.circle, degree)
    across = layout.places[:, 0] * MOST
    down = layout.places[:, 1] * layout.aspect * MOST
    table = np.column_stack([across, down, np.minimum(degree, MOST)])
    return {
        "people": table.round().astype("<u2").tobytes(),
        "shape": {
            "aspect": layout.aspect,
            "spacing": layout.spacing,
            "people": graph.size,
            "circles": int(graph.circle.max()) + 1,
            "ties": graph.ties,
        },
    }


def ties(pair: Pair) -> bytes:
    """Give the ties that exist now, as pairs of people."""
    graph, on = pair.storm.engine.graph, pair.storm.engine.active.astype(bool)
    return np.column_stack([graph.first[on], graph.second[on]]).astype("<u2").tobytes()


def state(pair: Pair, heat: np.ndarray, colour: str = "stance") -> bytes:
    """Give the value that colours each person and how lately they complained, a byte each.

    Parameters
    ----------
    pair : Pair
        The storm.
    heat : float32[n]
        How lately each person complained, 0..1.
    colour : str
        By what people are coloured, one of `choices.COLOURS`.
    """
    table = np.column_stack([_value(pair, colour), heat * 255.0])
    return np.clip(table.round(), 0, 255).astype(np.uint8).tobytes()


def _value(pair: Pair, colour: str) -> np.ndarray:
    """Give what colours people, brought to 0..255; of those who left, their number in `LEFT`."""
    people, twin = pair.storm.columns, pair.twin.columns
    if colour == "stance":
        return (people.stance + 1.0) * 127.5
    if colour == "arousal":
        return people.arousal * 255.0
    if colour != "left":
        return (getattr(people, colour) + 3.0) * 42.5  # z-scores from -3 to 3
    gone = np.where(twin.follows == 1, 3, np.where(people.followed == 1, 2, 0))
    return np.where(people.follows == 1, 1, gone)


LEFT = ("never", "follows", "left", "lost")
"""What became of a follower: never one, still one, left as in the twin, left by the storm."""


def heated(pair: Pair, before: np.ndarray) -> np.ndarray:
    """Give how lately each person complained: 1 in the newest hour, fading within hours.

    Parameters
    ----------
    before : float32[n]
        The same, an hour ago.
    """
    return np.where(pair.storm.columns.acts & COMPLAINS, 1.0, before * COOLS).astype(np.float32)


def series(pair: Pair, first: int) -> bytes:
    """Give complaints about issue and conduct and replies per hour, from hour ``first`` on."""
    record = pair.storm.record
    posts = record.posts[first : record.length, 1:3]
    replies = np.zeros(record.length)
    for hour, _, scope, answered in pair.storm.messages:
        replies[hour] += answered if scope != "statement" else 0
    table = np.column_stack([posts, replies[first:]])
    return np.minimum(table, MOST).astype("<u2").tobytes()


def marks(pair: Pair, first: int, language: str) -> list[list[Any]]:
    """Give the public statements: hour since the load, what it was."""
    kinds = words(language)["kinds"]
    return [
        [hour - pair.start, kinds.get(kind, kind)]
        for hour, kind, scope, _ in pair.storm.messages
        if scope == "statement" and hour >= first
    ]


def phases(pair: Pair, first: int, language: str) -> list[list[Any]]:
    """Give the phases reached so far: number, hour since the load, name."""
    names = report_words(language)["phases"]
    return [
        [number, hour, names[number]]
        for number, hour in pair.phases().dated.items()
        if hour is not None and hour >= first - pair.start
    ]


def ball(pair: Pair, choice: Choice, floor: Floor) -> tuple[str, str]:
    """Draw the ball as it is in the present hour.

    Returns
    -------
    svg, form : str
        The picture, and its one number in words.
    """
    say = words(choice.language)
    worst, now = pair.form(floor)
    title = say["ball_title"].format(policy=policy_title(choice), day=day(pair))
    drawn = ball_svg(worst, now, title=title, language=choice.language)
    # the report looks back from the end of a run, the page stands in the middle of it
    drawn = drawn.replace(say["at_end"], say["now"])
    return drawn, report_words(choice.language).percent(closeness(now))


def day(pair: Pair) -> int:
    """Give the day since the load struck: its first 24 hours are day 1, those before day 0."""
    return pair.since_load // DAY + 1


def gauges(pair: Pair, choice: Choice) -> dict[str, Any]:
    """Give clock and gauges, with numbers written in the visitor's language."""
    say, write = words(choice.language), report_words(choice.language)
    now, last = pair.storm.record.last(), pair.storm.record.length
    angry = int(pair.storm.record.posts[max(0, last - DAY) : last, 1:3].sum())
    hour, since = int(now["hour"]), pair.since_load
    told = say["before"].format(hours=-since) if since < 0 else say["after"].format(hours=since)
    return {
        "hour": hour,
        "since": since,
        "day": say["day"].format(day=day(pair)),
        "clock": say["clock"].format(weekday=say["weekdays"][hour // 24 % 7], hour=hour % 24),
        "told": told if pair.storm.scenario.load else say["calm"],
        "complaints": write.number(angry, 0),
        "backlog": write.number(now["backlog"], 0),
        "energy": write.percent(now["energy"]),
        "energy_share": now["energy"],
        "press": write.number(100 * now["press"], 0),
        "press_share": min(1.0, now["press"]),
        "over": pair.over,
    }
