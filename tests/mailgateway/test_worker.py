"""Mail read in a real process that hangs, dies, eats memory or fails."""

import os
import threading
from collections.abc import Iterator

import pytest

from casework.messages import IncomingMail
from mailgateway.worker import Fault, Stopped, Worker
from tests.mailgateway.breaking import kept, obey

HANGS = Fault("TookTooLong")
DIES = Fault("ReaderDied")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(obey, seconds=1.0)
    yield worker
    worker.close()


def told(answers: list[IncomingMail | Fault]) -> list[object]:
    """Their ids for those that were read, else why they were not."""
    return [answer.id if isinstance(answer, IncomingMail) else answer for answer in answers]


def child_of(worker: Worker) -> int:
    assert worker._child is not None
    return worker._child.process.pid


def test_mails_are_read_in_their_order(worker: Worker) -> None:
    answers = worker.read([kept(number) for number in range(5)])
    assert told(answers) == [0, 1, 2, 3, 4]
    assert all(isinstance(answer, IncomingMail) and answer.text == "hei" for answer in answers)


@pytest.mark.parametrize(("what", "fault"), [(b"hang", HANGS), (b"die", DIES), (b"eat", Fault("MemoryError"))])
def test_mail_that_breaks_its_reader_is_told_and_others_are_read(worker: Worker, what: bytes, fault: Fault) -> None:
    mails = [kept(1), kept(2), kept(3, what), kept(4), kept(5)]
    assert told(worker.read(mails)) == [1, 2, fault, 4, 5]


def test_each_of_several_breaking_mails_is_told_by_itself(worker: Worker) -> None:
    mails = [kept(1, b"die"), kept(2), kept(3, b"die"), kept(4, b"fail"), kept(5)]
    faults = [answer for answer in told(worker.read(mails)) if not isinstance(answer, int)]
    assert [fault.kind for fault in faults if isinstance(fault, Fault)] == ["ReaderDied", "ReaderDied", "ValueError"]


def test_error_is_told_with_its_place_and_without_a_word_of_the_mail(worker: Worker) -> None:
    (fault,) = worker.read([kept(1, b"fail")])
    assert isinstance(fault, Fault)
    assert fault.kind == "ValueError"
    assert fault.where.startswith("breaking.py:")


def test_broken_reader_is_replaced_and_buried(worker: Worker) -> None:
    worker.read([kept(1)])
    first = child_of(worker)
    worker.read([kept(2, b"die"), kept(3)])
    assert child_of(worker) != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_one_reader_serves_many_calls(worker: Worker) -> None:
    worker.read([kept(1)])
    first = child_of(worker)
    worker.read([kept(2, b"fail"), kept(3)])
    assert child_of(worker) == first


def test_closing_ends_a_hanging_reader_and_no_mail_has_failed() -> None:
    worker, ended = Worker(obey, seconds=600), threading.Event()
    worker.read([kept(1)])
    child = child_of(worker)

    def read() -> None:
        with pytest.raises(Stopped):
            worker.read([kept(2, b"hang"), kept(3)])
        ended.set()

    reading = threading.Thread(target=read)
    reading.start()
    worker.close()
    reading.join(20)
    assert ended.is_set()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_closed_worker_reads_nothing_more() -> None:
    worker = Worker(obey)
    worker.close()
    with pytest.raises(Stopped):
        worker.read([kept(1)])


def test_worker_that_was_never_needed_has_no_process() -> None:
    worker = Worker(obey)
    assert worker._child is None
    worker.close()


def test_reader_that_is_left_alone_ends_by_itself(worker: Worker) -> None:
    worker.read([kept(1)])
    assert worker._child is not None
    worker._child.channel.close()
    assert worker._child.process.wait(20) == 0


def test_mails_larger_than_one_message_are_all_read(worker: Worker) -> None:
    mails = [kept(number, b"x" * (5 << 20)) for number in range(3)]
    assert told(worker.read(mails)) == [0, 1, 2]


def test_reader_that_cannot_be_taught_is_an_error_and_no_fault_of_a_mail() -> None:
    worker = Worker(obey, memory=1 << 20)
    with pytest.raises(OSError, match="does not start"):
        worker.read([kept(1)])
    worker.close()
