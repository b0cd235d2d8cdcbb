import os

import pytest

from ledger.errors import SettingsError
from ledger.settings import Settings, load_settings
from verifier.format.trust_root import Finality

DATABASES = ("sqlite",)


@pytest.fixture(autouse=True)
def empty_place(tmp_path, monkeypatch):
    """No settings file and no variables but a test's own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("WAYPROOF_")]:
        monkeypatch.delenv(name)


def test_without_any_settings_everything_is_on_loopback_and_in_one_folder(tmp_path):
    settings = load_settings()
    assert settings.host == "127.0.0.1"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.rpc == "http://127.0.0.1:8545"
    assert settings.own_chain
    assert settings.database == f"sqlite:///{tmp_path}/data/ledger.db"
    assert settings.master_key == tmp_path / "data" / "master.key"
    assert settings.broker_dir == tmp_path / "data" / "broker"


def test_the_command_line_goes_before_a_variable_and_that_before_the_file(tmp_path, monkeypatch):
    (tmp_path / "wayproof.toml").write_text('port = 1001\nchain_port = 1002\norigin = "file.example"\n')
    monkeypatch.setenv("WAYPROOF_PORT", "2001")
    monkeypatch.setenv("WAYPROOF_CHAIN_PORT", "2002")
    settings = load_settings(given={"port": 3001, "chain_port": None})
    assert (settings.port, settings.chain_port, settings.origin) == (3001, 2002, "file.example")


def test_a_file_is_found_by_argument_before_variable_before_name(tmp_path, monkeypatch):
    for name, port in (("wayproof.toml", 1001), ("variable.toml", 1002), ("argument.toml", 1003)):
        (tmp_path / name).write_text(f"port = {port}\n")
    assert load_settings().port == 1001
    monkeypatch.setenv("WAYPROOF_CONFIG", "variable.toml")
    assert load_settings().port == 1002
    assert load_settings(tmp_path / "argument.toml").port == 1003


def test_another_process_reads_the_same_settings_from_the_environment(tmp_path, monkeypatch):
    given = {
        "data_dir": "elsewhere",
        "rpc_url": "https://chain.example/key/",
        "public_rpc_urls": ["https://a.example", "https://b.example"],
        "chain_id": 1,
        "finality": 12,
        "may_deploy": True,
        "master_key_file": "keys/master",
        "log_level": "debug",
    }
    settings = load_settings(given=given)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert load_settings() == settings
    assert settings.public_rpc_urls == ("https://a.example", "https://b.example")


def test_every_setting_has_a_description():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"porrt": 1}, "--porrt: there is no such setting; did you mean port?"),
        ({"port": 0}, "--port: "),
        ({"port": 65_536}, "--port: "),
        ({"finality": "latest"}, 'must be "finalized" or a number of blocks'),
        ({"finality": 0}, "number of blocks"),
        ({"rpc_url": "file:///etc/passwd"}, "--rpc-url: must begin with http"),
        ({"public_url": "http://[::1"}, "--public-url: is no URL with a host and port"),
        ({"public_rpc_urls": "http://a.example,b"}, "--public-rpc-urls: must begin with http"),
        ({"database_url": "mysql://h/d"}, "--database-url: must begin with postgresql:// or sqlite:///"),
        ({"database_url": "postgresql://u:pa/ss@h/d"}, "--database-url: is no URL with a host and port"),
        ({"broker_url": "redis://:pa/ss@h"}, "--broker-url: is no URL with a host and port"),
        ({"broker_url": "sentinel://a:26379;sentinel://b:port"}, "--broker-url: is no URL with a host and port"),
        ({"rate_store_url": "redis://:pa/ss@h"}, "--rate-store-url: is no URL with a host and port"),
        ({"rpc_url": "http://node.example:port"}, "--rpc-url: is no URL with a host and port"),
        ({"origin": "two words"}, "--origin: "),
        ({"origin": "plus+sign"}, "--origin: "),
        ({"chain_id": 1}, "chain_id 1 needs rpc_url"),
        ({"port": 8545}, "must differ"),
        ({"anchor_heartbeat": 100, "max_anchor_age": 99}, "quiet log"),
        ({"log_level": "loud"}, "--log-level: "),
        ({"rate_store_url": "memcached://a"}, "--rate-store-url: must begin with redis"),
        ({"trusted_proxies": "10.0.0.0/8, proxy.example"}, "--trusted-proxies: "),
        ({"rpc_url": "https://user:word@node.example"}, "may hold an access key"),
        ({"rpc_url": "https://node.example/?key=1"}, "may hold an access key"),
        ({"rpc_url": "https://node.example/v3/0123456789abcdef"}, "may hold an access key"),
    ],
)
def test_a_wrong_setting_is_named(given, message):
    with pytest.raises(SettingsError) as caught:
        load_settings(given=given)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "pa/ss" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["redis://:pa%2Fss@h:6379/1", "redis+socket:///run/redis.sock", "sentinel://a:26379;sentinel://b:26379"]
)
def test_a_broker_may_be_a_socket_or_several(url):
    assert load_settings(given={"broker_url": url}).broker == url


def test_a_node_with_a_key_is_for_the_service_alone():
    given = {"rpc_url": "https://node.example/v3/0123456789abcdef", "public_rpc_urls": "https://rpc.example/eth"}
    assert load_settings(given=given).reader_rpc_urls == ("https://rpc.example/eth",)
    assert load_settings(given={"rpc_url": "https://rpc.example/eth"}).reader_rpc_urls == ("https://rpc.example/eth",)


def test_a_fault_says_where_the_value_came_from(tmp_path, monkeypatch):
    (tmp_path / "wayproof.toml").write_text("chain_port = 0\n")
    monkeypatch.setenv("WAYPROOF_PORT", "eighty")
    with pytest.raises(SettingsError, match=r"chain_port in wayproof\.toml: ") as caught:
        load_settings()
    assert "WAYPROOF_PORT: " in str(caught.value)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path, content):
    (tmp_path / "wayproof.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"wayproof\.toml is no TOML"):
        load_settings()


def test_a_file_that_was_asked_for_must_exist(tmp_path):
    with pytest.raises(SettingsError, match="there is no settings file"):
        load_settings(tmp_path / "absent.toml")


def test_settings_do_not_change_and_do_not_show_what_urls_may_hide():
    settings = load_settings(given={"database_url": "postgresql://u:secret1@h/d", "broker_url": "redis://:secret2@h"})
    settings_with_rpc = load_settings(given={"rpc_url": "https://chain.example/secret3"})
    shown = f"{settings!r} {settings} {settings_with_rpc!r}"
    assert not [word for word in ("secret1", "secret2", "secret3") if word in shown]
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1


def test_the_rule_of_finality_is_the_trust_roots():
    assert load_settings().finality_rule == Finality(None)
    assert load_settings(given={"finality": "7"}).finality_rule == Finality(7)


def test_readers_on_a_local_network_get_the_relay_and_others_the_chain():
    assert load_settings().reader_rpc_urls == ("http://127.0.0.1:8545",)
    lan = load_settings(given={"lan": True, "public_url": "http://192.0.2.7:8000"})
    assert lan.reader_rpc_urls == ("http://192.0.2.7:8000/rpc",)
    named = load_settings(given={"lan": True, "public_rpc_urls": "https://a.example"})
    assert named.reader_rpc_urls == ("https://a.example",)
