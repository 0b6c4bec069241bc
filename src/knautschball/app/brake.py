"""The brake: pictures wait until the browser has drawn those that are under way."""

import time
from typing import Any

AHEAD = 2
"""Frames that may be under way before the storm waits for the browser."""
LOST = 5.0
"""Seconds after which a frame without an answer is taken for lost."""
MOMENT = 0.01
"""Seconds to sleep before the next look."""


class Brake:
    """Knows which frames have been sent, and which of them the browser has answered.

    Attributes
    ----------
    sent : int
        Number of the newest frame.
    """

    def __init__(self) -> None:
        self.sent = self._answered = 0
        self._sent_at = 0.0

    def send(self) -> int:
        """Give the number of one more frame."""
        self.sent, self._sent_at = self.sent + 1, time.monotonic()
        return self.sent

    def answer(self, frame: Any) -> None:
        """Take note of what a browser says that it has drawn; it may say anything."""
        if isinstance(frame, int) and not isinstance(frame, bool):
            self._answered = max(self._answered, min(frame, self.sent))

    @property
    def behind(self) -> bool:
        """Whether the browser has too many frames before it."""
        return self.sent - self._answered > AHEAD

    def holds(self) -> bool:
        """Say whether to wait, after a moment's sleep where that is so."""
        if not self.behind:
            return False
        if time.monotonic() - self._sent_at > LOST:
            self._answered = self.sent  # the connection was lost for a while
            return False
        time.sleep(MOMENT)
        return True
