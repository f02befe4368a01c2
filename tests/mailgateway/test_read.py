"""The command that reads a folder of mails."""

from pathlib import Path

import pytest

from mailgateway.read import main, read_folder

GOOD = b"From: kari@student.example.no\r\n\r\nJeg vil klage."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "good.eml").write_bytes(GOOD)
    (tmp_path / "inner" / "empty.eml").write_bytes(b"")
    (tmp_path / "two.eml").write_bytes(b"From: a@b.no, c@d.no\r\n\r\nhei")
    (tmp_path / "bounce.eml").write_bytes(b"Return-Path: <>\r\nFrom: x@y.no\r\n\r\nNobody here.")
    return tmp_path


def test_every_file_below_is_read_and_counted(folder: Path) -> None:
    seen = read_folder(folder)
    counted = [seen.counts[name] for name in ("read", "with text", "without text", "without one sender", "of machines")]
    assert counted == [4, 3, 1, 2, 1]
    assert (seen.counts["slow"], seen.counts["failed"], seen.complaints, len(seen.times)) == (0, 0, [], 4)


def test_counts_are_printed_and_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1].endswith(".eml")) == ("read: 4", True)


@pytest.mark.parametrize("arguments", [[], ["no such folder"], ["a", "b"]])
def test_call_without_a_folder_tells_how_to_call(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err
