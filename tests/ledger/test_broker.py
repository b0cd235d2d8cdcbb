"""The broker of files: every message arrives whole, once, in order, whoever reads and writes at the same time."""

from __future__ import annotations

import resource
import threading
from queue import Empty

import pytest
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from ledger.broker import TRANSPORT

DATABASES = ("sqlite",)


@pytest.fixture
def connect(tmp_path):
    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path)}
    connections = []

    def connect_():
        connections.append(Connection("filesystem://", transport=TRANSPORT, transport_options=options))
        return connections[-1].SimpleQueue("work")

    yield connect_
    for connection in connections:
        connection.release()


def take(queue):
    message = queue.get(block=False)
    message.ack()
    return message.payload


def test_messages_come_in_the_order_in_which_they_were_sent(connect):
    queue = connect()
    for number in range(20):
        queue.put({"number": number})
    assert [take(queue)["number"] for _ in range(20)] == list(range(20))
    with pytest.raises(Empty):
        take(queue)


def test_half_written_and_taken_files_are_nobodys_messages(connect, tmp_path):
    queue = connect()
    (tmp_path / "0_x.writing").write_bytes(b"{")
    (tmp_path / "0_x.work.taken").write_bytes(b"")
    with pytest.raises(Empty):
        take(queue)


@pytest.mark.parametrize("content", [b"", bytes(512), b'{"body":'])
def test_a_message_that_a_power_cut_emptied_is_passed_over(connect, tmp_path, content):
    queue = connect()
    (tmp_path / "00_x.work.msg").write_bytes(content)
    queue.put({"number": 1})
    assert take(queue) == {"number": 1}
    assert not list(tmp_path.glob("00_x*"))


def test_a_message_that_the_disk_does_not_take_leaves_no_file(connect, tmp_path):
    queue = connect()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises((OSError, OperationalError), match="File too large"):
            queue.put({"number": 1})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
    queue.put({"number": 2})
    assert take(queue) == {"number": 2}


def test_many_readers_and_writers_lose_and_repeat_nothing(connect):
    received: list[int] = []
    writing = threading.Event()

    def write(first):
        queue = connect()
        for number in range(first, first + 100):
            queue.put(number)

    def read():
        queue = connect()
        while True:
            done = writing.is_set()
            try:
                received.append(take(queue))
            except Empty:
                if done:
                    return

    writers = [threading.Thread(target=write, args=(100 * number,)) for number in range(3)]
    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    writing.set()
    for thread in readers:
        thread.join()
    assert sorted(received) == list(range(300))
