"""Trees and tries as their definitions read: slow, recursive, on the whole data. The tests' reference."""

from __future__ import annotations

from hashlib import sha256


def merkle_root(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + merkle_root(entries[:k]) + merkle_root(entries[k:])).digest()


def split(n: int) -> int:
    """The largest power of two below n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def inclusion_path(index: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 section 2.1.1."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*inclusion_path(index, entries[:k]), merkle_root(entries[k:])]
    return [*inclusion_path(index - k, entries[k:]), merkle_root(entries[:k])]


def consistency_path(size: int, entries: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 section 2.1.2; PROOF with `whole` left at its default."""
    if size == len(entries):
        return [] if whole else [merkle_root(entries)]
    k = split(len(entries))
    if size <= k:
        return [*consistency_path(size, entries[:k], whole), merkle_root(entries[k:])]
    return [*consistency_path(size - k, entries[k:], False), merkle_root(entries[:k])]


def range_path(start: int, end: int, entries: list[bytes], low: int = 0) -> list[bytes]:
    """The roots of the largest subtrees outside start..end, from left to right; `entries` begin at `low`."""
    high = low + len(entries)
    if high <= start or end <= low:
        return [merkle_root(entries)]
    if start <= low and high <= end:
        return []
    k = split(len(entries))
    return range_path(start, end, entries[:k], low) + range_path(start, end, entries[k:], low + k)


def varint(n: int) -> bytes:
    """Protocol Buffers' base 128 varint."""
    return bytes([n]) if n < 128 else bytes([n % 128 + 128]) + varint(n // 128)


def padded_bits(key: bytes, length: int) -> str:
    """`length` bits of the key followed by a zero byte and ones for ever."""
    bits = "".join(f"{byte:08b}" for byte in key) + "0" * 8
    return bits.ljust(length, "1")[:length]


def trie_root(items: dict[bytes, bytes]) -> bytes:
    """The root of a Merkle Patricia trie, split at each first bit in which two keys differ."""
    if not items:
        return sha256(b"").digest()
    length = 8 * (max(map(len, items)) + 1)
    return _trie_root([(padded_bits(key, length), key, value) for key, value in items.items()])


def _trie_root(rows: list[tuple[str, bytes, bytes]]) -> bytes:
    if len(rows) == 1:
        _, key, value = rows[0]
        return sha256(b"\x00" + varint(len(key)) + key + varint(len(value)) + value).digest()
    bit = _fork(rows)
    left = _trie_root([row for row in rows if row[0][bit] == "0"])
    right = _trie_root([row for row in rows if row[0][bit] == "1"])
    return sha256(b"\x01" + varint(bit) + left + right).digest()


def _fork(rows: list[tuple[str, bytes, bytes]]) -> int:
    columns = zip(*(row[0] for row in rows), strict=True)
    return next(bit for bit, column in enumerate(columns) if len(set(column)) > 1)


def trie_proof(items: dict[bytes, bytes], key: bytes) -> bytes:
    """The proof of what a lookup of `key` yields: its value if present, else where the lookup ends."""
    if not items:
        return b""
    length = 8 * (max(len(k) for k in [*items, key]) + 1)
    wanted = padded_bits(key, length)
    rows = [(padded_bits(k, length), k, v) for k, v in items.items()]
    path = b""
    while len(rows) > 1:
        bit = _fork(rows)
        sibling = _trie_root([row for row in rows if row[0][bit] != wanted[bit]])
        rows = [row for row in rows if row[0][bit] == wanted[bit]]
        path = varint(bit) + sibling + path
    _, found, value = rows[0]
    return path if found == key else varint(len(found)) + found + varint(len(value)) + value + path
