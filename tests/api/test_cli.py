import errno
import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from api import cli
from api.cli_faults import in_one_line

SERVER_PART = [
    "celery",
    "fastapi",
    "httpx",
    "pydantic",
    "pydantic_settings",
    "segno",
    "sqlalchemy",
    "structlog",
    "web3",
]

WITHOUT_SERVER = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {SERVER_PART}:
            raise ModuleNotFoundError(f'No module named {{name!r}}', name=name)
sys.meta_path.insert(0, Absent())
from api.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_every_command_explains_itself(capsys):
    for name in cli.COMMANDS:
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0
        assert f"usage: wayproof {name} " in capsys.readouterr().out


def test_help_lists_the_commands(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert [name for name, (_, what) in cli.COMMANDS.items() if f"{name}" not in shown or what not in shown] == []


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"wayproof {version('wayproof')}\n"


def test_an_unknown_command_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["down"])
    assert ended.value.code == 2
    assert "invalid choice: 'down'" in capsys.readouterr().err


def test_a_wrong_setting_is_one_line_and_no_traceback(capsys):
    assert cli.main(["up", "--port", "none"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("wayproof up: --port: ")
    assert shown.count("\n") == 1


@pytest.mark.databases("sqlite")
def test_a_data_folder_that_is_a_file_is_one_line_and_no_traceback(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    (tmp_path / "wayproof.toml").write_text(f'data_dir = "{tmp_path / "file"}"\n')
    for name, *more in (["fsck"], ["archive", str(tmp_path / "archive")]):
        assert cli.main([name, *more, "--config", str(tmp_path / "wayproof.toml")]) == 1
        assert capsys.readouterr().err == f"wayproof {name}: {tmp_path / 'file'}: File exists\n"
    up = ["up", "--data-dir", str(tmp_path / "file"), "--rpc-url", "http://127.0.0.1:9"]
    command = [sys.executable, "-m", "api.cli", *up]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, f"wayproof up: {tmp_path / 'file'}: File exists\n")


FULL = os.strerror(errno.ENOSPC)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, FULL), FULL),
        (OSError(errno.ENOSPC, FULL, "labels.pdf"), f"labels.pdf: {FULL}"),
        (OSError("no answer\nat all"), "no answer at all"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_fault_of_the_machine_is_named_with_its_file_if_that_is_known(error, said):
    assert in_one_line(error) == said


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_without_the_server_part_one_line_says_what_to_install(command):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_SERVER, command], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 3
    assert done.stderr.endswith("pip install 'wayproof[server]'\n")
    assert done.stderr.count("\n") == 1
