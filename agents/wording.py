"""From the playbook to what a member writes: reading, deviation, one voice, mistakes, slips."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from knautschball.agents.chance import For, draws
from knautschball.agents.member import Member
from knautschball.agents.message import ACCEPTS, Message
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.brand import Team as TeamNumbers

LINES = ("deny", "diminish", "inform", "rebuild")
"""Strategies in the order of responsibility accepted."""
MISFIT = 0.4
"""Distance between what the book accepts and what people blame, from which it does not fit, 0..1;
assumption."""
BLUR = 0.6
"""Spread of the reading of a member without any competence, in units of responsibility;
assumption."""

_PURPOSES = np.array([For.SENSE, For.DEVIATE, For.LINE, For.SIDE, For.MISTAKE, For.SLIP], np.uint64)


class Chance(NamedTuple):
    """The luck of one answer, each 0..1."""

    sense: float  # how the member reads the case
    deviate: float  # from the book
    line: float  # to take another line than the others
    side: float  # which
    mistake: float
    slip: float


class Wording:
    """Puts messages of the playbook into words, by the luck of the case.

    Parameters
    ----------
    numbers : Team section
        Declared numbers of the team.
    seed : int
        Names the luck.
    """

    def __init__(self, numbers: TeamNumbers, seed: int) -> None:
        self._numbers, self._seed = numbers, seed

    def put(
        self, book: Message, member: Member, case: Case, luck: int, situation: Situation
    ) -> Message:
        """Give what a member writes instead of, or according to, the playbook.

        Parameters
        ----------
        book : Message
            What the playbook says.
        member : Member
            Who writes.
        case, luck : Case, int
            To whom, and that person's luck.
        situation : Situation
            What the team sees.
        """
        drawn = draws(self._seed, situation.hour, _PURPOSES, np.array([luck], np.uint64))
        chance = Chance(*drawn[:, 0].tolist())
        said = self._read(book, member, case, chance, situation)
        if chance.line >= self._numbers.coordination:
            said = _another_line(said, chance.side)
        if chance.mistake < member.errs():
            said = replace(said, explanation=0.0, empathy=0.5 * said.empathy, personal=0.2)
        if chance.slip < member.slips(case.anger):
            said = rude(said, 1.0 - 0.8 * self._numbers.guidelines)
        if not self._numbers.real_names:
            said = replace(said, personal=0.7 * said.personal)
        return said

    def _read(
        self, book: Message, member: Member, case: Case, chance: Chance, situation: Situation
    ) -> Message:
        """Keep to the book, or deviate where it seems not to fit what people blame."""
        ordinary = case.topic == "question"  # nothing to read into it, and everybody knows how
        blame = book.accepts if ordinary else situation.blame
        score = float(ndtri(min(1 - 1e-9, max(1e-9, chance.sense))))
        reading = blame + BLUR * (1.0 - member.competence) * score
        if situation.prepared or ordinary:
            fits = abs(book.accepts - reading) < MISFIT and not (book.deletes or book.threatens)
            if fits or chance.deviate < member.obedience:
                return book
        return own_words(book, reading)


def own_words(book: Message, reading: float) -> Message:
    """Give the answer of a member who follows the own reading of the case, not the book.

    Parameters
    ----------
    book : Message
        What the book says; its deeds stay, its threats do not.
    reading : float
        Responsibility that people see with the brand, as the member reads it.
    """
    strategy = min(LINES, key=lambda line: abs(ACCEPTS[line] - reading))
    return replace(
        book,
        strategy=strategy,
        empathy=max(0.7, book.empathy),
        explanation=max(0.4, book.explanation),
        personal=max(0.7, book.personal),
        assertiveness=min(0.3, book.assertiveness),
        cooperativeness=max(0.7, book.cooperativeness),
        deletes=False,
        threatens=False,
    )


def rude(said: Message, depth: float) -> Message:
    """Give the same answer in a slip of temper: defensive and cold, deeds forgotten.

    On the page it is not kept private: whoever receives it shows it around.

    Parameters
    ----------
    said : Message
        The answer as meant.
    depth : float
        0..1, how far the slip goes; guidelines hold it back.
    """
    return replace(
        said,
        strategy="deny" if depth > 0.5 else _lower(said.strategy),
        empathy=said.empathy * (1.0 - depth),
        explanation=said.explanation * (1.0 - depth),
        scope="reply" if said.scope == "private" else said.scope,
        assertiveness=said.assertiveness + depth * (1.0 - said.assertiveness),
        cooperativeness=said.cooperativeness * (1.0 - depth),
        compensation=0.0,
        correction=False,
        invites=0.0,
        supporters=0.0,
    )


def _lower(strategy: str) -> str:
    return LINES[max(0, _place(strategy) - 1)]


def _another_line(said: Message, side: float) -> Message:
    """Give the answer of somebody who does not know what the others say."""
    at = _place(said.strategy)
    step = 1 if (side < 0.5 and at < len(LINES) - 1) or at == 0 else -1
    return replace(said, strategy=LINES[at + step])


def _place(strategy: str) -> int:
    """Find the line that accepts as much as a strategy."""
    return min(range(len(LINES)), key=lambda k: abs(ACCEPTS[LINES[k]] - ACCEPTS[strategy]))
