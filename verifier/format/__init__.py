"""Every byte format of Wayproof: bytes in, bytes or a typed error out. Imports nobody (docs/format.md)."""
