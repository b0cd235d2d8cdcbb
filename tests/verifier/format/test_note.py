"""Signed notes: published notes open, ours are C2SP's bytes, and nothing else opens."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from verifier.format.errors import FormatError, SignatureError
from verifier.format.note import (
    MAX_NOTE_SIZE,
    MAX_SIGNATURES,
    NoteKey,
    check_name,
    decode_base64,
    lines_of,
    open_note,
    parse_decimal,
    parse_vkey,
    sign_note,
)


def key_pair(name: str, seed: int) -> tuple[NoteKey, Ed25519PrivateKey]:
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32))
    return NoteKey(name, private.public_key().public_bytes_raw()), private


LOG, LOG_PRIVATE = key_pair("example.com/log", 1)
WITNESS, WITNESS_PRIVATE = key_pair("example.com/witness", 2)
BODY = "ögonblick\n\nand more\n".encode()
NOTE = sign_note(BODY, LOG, LOG_PRIVATE)


def line_of(key: NoteKey, private: Ed25519PrivateKey, body: bytes = BODY) -> bytes:
    return sign_note(body, key, private)[len(body) + 1 :]


def test_note_bytes():
    """Put together by hand from the specification."""
    key_id = sha256(b"example.com/log\n\x01" + LOG.public_key).digest()[:4]
    signature = b64encode(key_id + LOG_PRIVATE.sign(BODY))
    assert BODY + b"\n\xe2\x80\x94 example.com/log " + signature + b"\n" == NOTE


def test_opened_note_tells_text_and_signer():
    opened = open_note(NOTE, [WITNESS, LOG])
    assert opened.body == BODY
    assert opened.signers == (LOG,)


def test_signers_stand_in_the_order_of_their_lines():
    note = NOTE + line_of(WITNESS, WITNESS_PRIVATE)
    assert open_note(note, [WITNESS, LOG]).signers == (LOG, WITNESS)


def test_signing_through_a_callable():
    assert sign_note(BODY, LOG, LOG_PRIVATE.sign) == NOTE


def test_published_checkpoints_open(vectors):
    key = parse_vkey((vectors / "tlog" / "tessera-log.vkey.txt").read_text().strip())
    notes = sorted((vectors / "tlog" / "tessera-log").glob("checkpoint*"))
    for note in notes:
        assert open_note(note.read_bytes(), [key]).signers == (key,)
        with pytest.raises(SignatureError):
            open_note(note.read_bytes().replace(b"testdata\n", b"testdate\n", 1), [key])
    assert len(notes) == 17


def test_specification_examples_are_well_formed(vectors):
    """Their keys are not published: they are refused for that alone."""
    examples = json.loads((vectors / "tlog" / "c2sp-spec-examples.json").read_text())
    for name in ("signed-note", "tlog-checkpoint", "tlog-cosignature"):
        with pytest.raises(SignatureError, match="known key"):
            open_note(examples[name].encode(), [LOG])
    for vkey in examples["signed-note-vkey"]:
        assert parse_vkey(vkey).vkey == vkey


def test_signatures_of_unknown_keys_are_ignored():
    """Same name with another id, same id with another name, a cosignature's longer signature."""
    other, other_private = key_pair(LOG.name, 3)
    timestamped = b64encode(b"\x8d\x66\xcf\x3f" + bytes(72))
    lines = [
        line_of(other, other_private),
        NOTE[len(BODY) + 1 :].replace(b"example.com/log", b"example.com/lag"),
        "— witness.example.com/w1 ".encode() + timestamped + b"\n",
    ]
    for line in lines:
        assert open_note(NOTE + line, [LOG]).signers == (LOG,)
        with pytest.raises(SignatureError):
            open_note(BODY + b"\n" + line, [LOG])


def test_wrong_signature_of_a_known_key_is_refused_whatever_else_signed():
    wrong = line_of(WITNESS, WITNESS_PRIVATE, b"another text\n")
    assert open_note(NOTE + wrong, [LOG]).signers == (LOG,)
    with pytest.raises(SignatureError):
        open_note(NOTE + wrong, [LOG, WITNESS])


def test_signature_of_wrong_length_of_a_known_key_is_refused():
    line = "— example.com/log ".encode() + b64encode(LOG.key_id + bytes(63)) + b"\n"
    with pytest.raises(SignatureError):
        open_note(BODY + b"\n" + line, [LOG])


def test_second_signature_of_a_known_key_is_refused():
    with pytest.raises(FormatError, match="two signatures"):
        open_note(NOTE + line_of(LOG, LOG_PRIVATE), [LOG])


def test_a_key_given_twice_is_one_key():
    assert open_note(NOTE, [LOG, LOG]).signers == (LOG,)


def test_two_known_keys_of_one_name_and_id_are_refused():
    """The two private keys were searched for: ids have four bytes only."""
    privates = [Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big")) for number in (64063, 139885)]
    one, other = (NoteKey(LOG.name, private.public_key().public_bytes_raw()) for private in privates)
    assert one.key_id == other.key_id
    with pytest.raises(FormatError, match="one name and id"):
        open_note(sign_note(BODY, one, privates[0]), [one, other])


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n",
        b"\n\n",
        BODY,
        BODY + b"\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE + b"x",
        NOTE.replace(b"\n\n\xe2", b"\n\xe2"),
        NOTE.replace("— ".encode(), b"- "),
        NOTE.replace("— ".encode(), "—".encode()),
        NOTE.replace(b"log ", b"log  "),
        NOTE.replace(b"example.com/log", b""),
        NOTE.replace(b"example.com/log", b"example.com+log"),
        NOTE.replace(b"example.com/log", "example.com\u00a0log".encode()),
        NOTE.replace(b"\xc3\xb6", b"\xc3"),
        NOTE.replace(b"more", b"mo\tre"),
        NOTE.replace(b"more", b"mo\rre"),
        NOTE.replace(b"\n", b"\r\n"),
        NOTE + "— a AAAAAA==\n".encode(),
        NOTE + "— a AAAAAAB=\n".encode(),
        NOTE + "— a AAAAAAA\n".encode(),
        NOTE + "— a AAAA_AA=\n".encode(),
        NOTE + "— a ÄAAAAAA=\n".encode(),
        NOTE + b"\xe2\x80\x94 a AAAAAAA=\xff\n",
        NOTE + "— a AAAAAAA=\n".encode() * MAX_SIGNATURES,
        b"x" * MAX_NOTE_SIZE + NOTE,
    ],
)
def test_malformed_notes_are_refused(note):
    with pytest.raises(FormatError):
        open_note(note, [LOG])


def test_as_many_signatures_as_the_limit():
    note = NOTE + b"".join(f"— a{i} AAAAAAA=\n".encode() for i in range(MAX_SIGNATURES - 1))
    assert open_note(note, [LOG]).body == BODY


def test_text_that_looks_like_signatures_stays_text():
    body = NOTE + "\n— x AAAAAAA=\n".encode()
    assert open_note(sign_note(body, LOG, LOG_PRIVATE), [LOG]).body == body


@pytest.mark.parametrize("body", [b"", b"no newline", b"\xff\n", b"tab\t\n", b"x" * MAX_NOTE_SIZE + b"\n"])
def test_impossible_texts_are_not_signed(body):
    with pytest.raises(FormatError):
        sign_note(body, LOG, LOG_PRIVATE)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n"), max_size=50))
def test_every_text_comes_back(text):
    body = (text + "\n").encode()
    assert open_note(sign_note(body, LOG, LOG_PRIVATE), [LOG]).body == body


@given(st.integers(0, 8 * len(NOTE) - 1))
def test_no_bit_can_be_changed(bit):
    note = bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(NOTE))
    with pytest.raises(FormatError):
        open_note(note, [LOG])


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: NOTE + tail))
@example(NOTE + b"\n\n")
def test_only_format_errors_escape(note):
    try:
        opened = open_note(note, [LOG])
    except FormatError:
        return
    assert note.startswith(opened.body)


def test_vkey_of_the_specification_form():
    assert parse_vkey(LOG.vkey) == LOG
    public = b64encode(b"\x01" + LOG.public_key).decode()
    spelled = f"example.com/log+{LOG.key_id.hex()}+{public}"
    assert LOG.vkey == spelled


def vkey(name: str, key_type: bytes, public_key: bytes) -> str:
    key_id = sha256(name.encode() + b"\n" + key_type + public_key).digest()[:4].hex()
    return f"{name}+{key_id}+{b64encode(key_type + public_key).decode()}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a+b",
        "a+b+c",
        LOG.vkey + "\n",
        LOG.vkey + "=",
        " " + LOG.vkey,
        LOG.vkey.replace("example", "exemple"),
        LOG.vkey.replace(LOG.key_id.hex(), "00000000"),
        LOG.vkey.replace(LOG.key_id.hex(), LOG.key_id.hex().upper()),
        LOG.vkey.replace(LOG.key_id.hex(), "0" + LOG.key_id.hex()),
        vkey("", b"\x01", LOG.public_key),
        vkey("a b", b"\x01", LOG.public_key),
        vkey("a\nb", b"\x01", LOG.public_key),
        vkey("a\x1fb", b"\x01", LOG.public_key),
        vkey("a" * 256, b"\x01", LOG.public_key),
        vkey("a", b"\x04", LOG.public_key),
        vkey("a", b"", b""),
        vkey("a", b"\x01", LOG.public_key[:-1]),
        vkey("a", b"\x01", LOG.public_key + b"\x00"),
        vkey("a", b"\x01", b"\x01" + bytes(31)),
        "\ud800+00000000+AQ==",
    ],
)
def test_other_vkeys_are_refused(text):
    with pytest.raises(FormatError):
        parse_vkey(text)


def test_identity_point_is_no_key():
    """It would verify any text."""
    with pytest.raises(SignatureError):
        parse_vkey(vkey("a", b"\x01", b"\x01" + bytes(31)))


@given(st.text(max_size=60) | st.text("+=/aA0", max_size=20).map(lambda tail: LOG.vkey[:30] + tail))
def test_vkeys_have_one_spelling(text):
    try:
        key = parse_vkey(text)
    except FormatError:
        return
    assert key.vkey == text


@pytest.mark.parametrize("name", ["a", "ä/β", "x" * 255])
def test_good_names(name):
    assert parse_vkey(NoteKey(name, LOG.public_key).vkey).name == name


@pytest.mark.parametrize("name", ["", "+", "a b", "a\u2003b", "a\u00a0", "\x00", "\x1c", "\u0085", "ä" * 128, "\ud800"])
def test_bad_names(name):
    with pytest.raises(FormatError):
        check_name(name)


@given(st.integers(0, 10**19))
def test_decimals(number):
    if number <= 2**63 - 1:
        assert parse_decimal(str(number), 2**63 - 1) == number
    else:
        with pytest.raises(FormatError):
            parse_decimal(str(number), 2**63 - 1)


@pytest.mark.parametrize("text", ["", "00", "01", "+1", "-1", " 1", "1 ", "1\n", "1_0", "0x1", "1e3", "１", "9" * 5000])
def test_other_decimals_are_refused(text):
    with pytest.raises(FormatError):
        parse_decimal(text, 2**63 - 1)


@given(st.text(max_size=12) | st.text("AQgw=/+-_ \n", max_size=12))
def test_base64_has_one_spelling(text):
    try:
        data = decode_base64(text)
    except FormatError:
        return
    assert b64encode(data).decode() == text


def test_lines():
    assert lines_of("ä\n\nb\n".encode(), 3) == ["ä", "", "b"]
    for body in (b"", b"a", b"a\nb", b"a\n", b"a\nb\nc\n", b"\xff\nb\n", b"a\rb\nb\n"):
        with pytest.raises(FormatError):
            lines_of(body, 2)
