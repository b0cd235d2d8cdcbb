"""A cache keeps what was asked for last, and no more than it may."""

from ledger.bounded_cache import BoundedCache


def test_what_was_asked_for_longest_ago_is_forgotten():
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(name) for name in "abc"] == [1, None, 3]
