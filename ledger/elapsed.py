"""Time that has gone by on a clock that may be set back, or that another machine's differs from a little."""

SKEW = 60
"""Seconds by which one clock may be ahead of another; a moment further ahead says that a clock was set back."""


def has_elapsed(since: int, seconds: int, now: int) -> bool:
    """Whether so many seconds have gone by since a moment.

    They have if that moment is yet to come: it was noted before the clock was set back, and nobody knows how long ago.
    """
    return not -SKEW <= now - since < seconds
