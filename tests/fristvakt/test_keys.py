"""The key file: made once, readable by its owner only, refused in plain words."""

import asyncio
from pathlib import Path

import pytest

from casework.records import StoreError
from fristvakt.keys import derived, read_keys
from fristvakt.opening import forget_keys, open_store
from fristvakt.settings import BadSettings, Settings
from tests.store.sample import fill

KEY = "ab" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "fristvakt.key"


def written(file: Path, text: str, mode: int = 0o600) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    file.chmod(mode)
    return file


@pytest.fixture
async def used(file: Path, database_url: str) -> Settings:
    """A database that was used with the key file."""
    settings = Settings(key_file=file, database_url=database_url)
    async with await open_store(settings) as store:
        await store.upgrade()
        await fill(store)
    return settings


async def refusal(settings: Settings) -> str:
    with pytest.raises(BadSettings) as caught:
        await open_store(settings)
    return str(caught.value)


def lose(file: Path) -> str:
    text = file.read_text()
    file.unlink()
    return text


def put_first(key: str, file: Path) -> None:
    written(file, f"{key}\n{file.read_text()}")


def test_the_first_start_makes_a_key_for_its_owner_only(file: Path):
    keys = read_keys(file)
    assert [len(key) for key in keys] == [32]
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_second_start_finds_the_same_key(file: Path):
    assert read_keys(file) == read_keys(file)


def test_nothing_but_the_key_file_is_left_in_its_folder(file: Path):
    read_keys(file)
    assert list(file.parent.iterdir()) == [file]


def test_two_installations_never_share_a_key(tmp_path: Path):
    assert read_keys(tmp_path / "one") != read_keys(tmp_path / "two")


def test_each_line_is_a_key_and_the_newest_stands_first(file: Path):
    written(file, f"{KEY}\n{'cd' * 32}\n")
    assert read_keys(file) == (bytes.fromhex(KEY), bytes.fromhex("cd" * 32))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused_with_the_command_that_mends_it(file: Path, mode: int):
    with pytest.raises(BadSettings, match=f"chmod 600 {file}"):
        read_keys(written(file, KEY, mode))


@pytest.mark.parametrize("text", ["", "\n", "secret", "ab" * 31, f"{KEY}\nzz", "ø" * 64])
def test_what_is_no_key_is_refused_without_being_quoted(file: Path, text: str):
    with pytest.raises(BadSettings, match="must hold keys of 64 hexadecimal digits") as caught:
        read_keys(written(file, text))
    assert KEY not in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_refused(file: Path):
    file.mkdir(parents=True)
    with pytest.raises(BadSettings, match="cannot be read or made: Is a directory"):
        read_keys(file)


def test_a_folder_that_cannot_be_made_is_refused(file: Path):
    written(file, KEY)
    with pytest.raises(BadSettings, match="cannot be read or made"):
        read_keys(file / "below" / "key")


def test_each_purpose_has_a_key_of_its_own():
    assert len({derived(bytes.fromhex(KEY), purpose) for purpose in ("links", "sealing", "addresses")}) == 3


async def test_grades_sealed_before_a_change_of_key_still_open(used: Settings, file: Path):
    put_first(KEY, file)
    async with await open_store(used) as store:
        assert await store.read(lambda records: records.registry.grade(1)) == "C"


async def test_a_lost_key_file_is_not_replaced_but_asked_for(used: Settings, file: Path):
    lose(file)
    says = await refusal(used)
    assert says.startswith(
        f"FRISTVAKT_KEY_FILE: {file} is not there, but this database was used with one. Put the file"
    )
    assert await asyncio.to_thread(file.exists) is False


async def test_a_key_file_of_another_database_is_refused(used: Settings, file: Path):
    written(file, KEY)
    assert "holds none of the keys that this database was used with. Put the file back" in await refusal(used)


async def test_a_key_file_that_was_put_back_opens_the_database_again(used: Settings, file: Path):
    text = lose(file)
    await refusal(used)
    written(file, text)
    async with await open_store(used) as store:
        assert await store.read(lambda records: records.registry.grade(1)) == "C"


async def test_keys_that_are_lost_for_good_are_given_up_in_so_many_words(used: Settings, file: Path):
    lose(file)
    assert "fristvakt forget-keys" in await refusal(used)
    await forget_keys(used)
    async with await open_store(used) as store:
        with pytest.raises(StoreError, match="does not open with this key"):
            await store.read(lambda records: records.registry.grade(1))


async def test_a_new_database_takes_the_key_file_that_is_there(file: Path, empty_url: str):
    written(file, KEY)
    async with await open_store(Settings(key_file=file, database_url=empty_url)) as store:
        assert await store.fits_keys()
