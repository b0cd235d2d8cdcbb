import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import KeyringError
from ledger.keyring import Keyring

DATABASES = ("sqlite",)

SECRET = b"a private key of thirty-two byte"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "master.key"


def test_the_first_start_makes_a_key_that_only_its_owner_reads(path):
    Keyring.open_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert [entry.name for entry in path.parent.iterdir()] == ["master.key"]


def test_two_first_starts_make_two_different_keys(path, tmp_path):
    Keyring.open_file(path)
    Keyring.open_file(tmp_path / "other.key")
    assert path.read_bytes() != (tmp_path / "other.key").read_bytes()


def test_what_one_start_seals_the_next_one_opens(path):
    sealed = Keyring.open_file(path).seal("party key", b"kid", SECRET)
    assert Keyring.open_file(path).open("party key", b"kid", sealed) == SECRET


def test_sealed_bytes_neither_show_the_secret_nor_repeat():
    keyring = Keyring(bytes(32))
    first, second = (keyring.seal("party key", b"kid", SECRET) for _ in range(2))
    assert SECRET not in first
    assert first[12:] != second[12:]
    assert first[:12] != second[:12]


@pytest.mark.parametrize(
    ("purpose", "name"),
    [("log key", b"kid"), ("party key", b"another"), ("party ke", b"y\0kid"), ("party key\0", b"kid")],
)
def test_a_sealed_secret_opens_only_where_it_belongs(purpose, name):
    keyring = Keyring(bytes(32))
    with pytest.raises(KeyringError):
        keyring.open(purpose, name, keyring.seal("party key", b"kid", SECRET))


@given(st.binary(max_size=80))
def test_bytes_that_were_never_sealed_raise_our_error_only(sealed):
    with pytest.raises(KeyringError):
        Keyring(bytes(32)).open("party key", b"kid", sealed)


def test_every_changed_byte_is_noticed():
    keyring = Keyring(bytes(32))
    sealed = keyring.seal("party key", b"kid", SECRET)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(KeyringError):
            keyring.open("party key", b"kid", bytes(changed))


def test_another_master_key_does_not_open():
    with pytest.raises(KeyringError, match="another data folder"):
        Keyring(b"\x01" * 32).open("party key", b"kid", Keyring(bytes(32)).seal("party key", b"kid", SECRET))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_read_is_refused_with_what_to_do(path, mode):
    Keyring.open_file(path)
    path.chmod(mode)
    with pytest.raises(KeyringError, match="chmod 600"):
        Keyring.open_file(path)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(path, length):
    path.parent.mkdir()
    path.write_bytes(bytes(length))
    path.chmod(0o600)
    with pytest.raises(KeyringError, match=f"32 bytes, not {length}"):
        Keyring.open_file(path)


def test_a_missing_key_is_not_made_unasked(path):
    with pytest.raises(KeyringError, match="missing"):
        Keyring.open_file(path, create=False)
    assert not path.exists()


def test_a_folder_in_the_keys_place_is_our_error(path):
    path.mkdir(parents=True, mode=0o700)
    with pytest.raises(KeyringError, match="cannot be used"):
        Keyring.open_file(path)


def test_no_text_of_a_keyring_shows_its_key(path):
    keyring = Keyring.open_file(path)
    shown = f"{keyring!r} {keyring} {vars(keyring)}"
    assert path.read_bytes().hex() not in shown
    assert repr(path.read_bytes())[2:-1] not in shown
