"""What was before the first load: a twin and all its storms have these hours in common."""

from copy import deepcopy
from functools import cached_property
from pathlib import Path

from knautschball.agents.policy import ResponsePolicy, find
from knautschball.model.branch import branch
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios.scenario import Scenario


class Past:
    """The hours of a crowd before the first load, lived once for every load and for none.

    Parameters
    ----------
    scenario : Scenario
        Its first load says how many hours these are; how strong it is does not matter.
    policy : str, Path or ResponsePolicy
        How the brand answers.
    seed : int
        Names the luck.
    community : Community
        Whose hours they are.

    Notes
    -----
    A policy that cannot be copied any more once it has been at work, such as one that holds a
    generator, goes through these hours anew in every storm: the same bits, only later.
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: str | Path | ResponsePolicy,
        seed: int,
        community: Community,
    ) -> None:
        self._scenario, self._policy, self._seed = scenario, find(policy), seed
        self._community = community
        lived = self._begun(scenario.at_load(0))
        lived.run_through(lived.matter.start)
        self._lived = lived if _copyable(lived.policy) else None

    @cached_property
    def twin(self) -> Firestorm:
        """The same crowd, luck and policy without any load, at the horizon."""
        return self.storm(self._scenario, 0.0)

    def storm(self, scenario: Scenario, load: float) -> Firestorm:
        """Let a load strike, and run on to the horizon.

        Parameters
        ----------
        scenario : Scenario
            That of the past but for its loads; the first of them strikes in the same hour.
        load : float
            Multiplies severity × reach.

        Raises
        ------
        ScenarioError
            The load is negative or not a number.
        ValueError
            The scenario has another past.
        """
        asked = scenario.at_load(load)
        storm = branch(self._lived, asked) if self._lived else self._begun(asked)
        storm.run_through()
        return storm

    def _begun(self, scenario: Scenario) -> Firestorm:
        return Firestorm(scenario, self._policy, self._seed, community=self._community)


def _copyable(policy: ResponsePolicy) -> bool:
    try:
        deepcopy(policy)
    except Exception:  # what a user's policy holds may do anything
        return False
    return True
