"""What no hour changes about people, and what time leaves: worked out once, read in every hour."""

import numpy as np

from knautschball.agents import rules
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import kernel
from knautschball.model.rows import Crowd, Kept, read, traits_of


def room(people: int, hours: int) -> Kept:
    """Make room for so many people, and for what is left after 0 … ``hours`` - 1 hours."""
    traits = (np.empty(people, kind) for kind in (np.float32, np.float32, np.float64, np.float64))
    return Kept(*traits, *(np.empty(hours) for _ in range(4)))


@kernel
def work_out(p: Columns, n: Crowd, kept: Kept) -> None:
    """Work out what follows from the traits of people and from the numbers of a scenario."""
    for i in range(p.luck.size):
        who = traits_of(i, p)
        kept.outspoken[i] = rules.outspoken(who, n.acts)
        kept.partial[i] = rules.partial(who, read(p.loyalty, i), n.acts)
        kept.issue_left[i] = rules.lingers(n.feelings.issue_half_life, who, n.feelings)
        kept.conduct_left[i] = rules.lingers(n.feelings.conduct_half_life, who, n.feelings)
    for since in range(kept.said_left.size):
        kept.said_left[since] = rules.left_after(since, n.acts.said_half_life)
        kept.talk_left[since] = rules.left_after(since - 1, n.acts.talk_half_life)
        kept.dose_left[since] = rules.left_after(since, n.contagion.dose_memory)
        kept.novelty_left[since] = rules.left_after(since, n.feelings.novelty_half_life)
