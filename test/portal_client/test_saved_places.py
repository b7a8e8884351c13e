"""Where bodies go that are saved to disk, and who may read them there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from portal_client import Portal

from .clients import Save, asking, either_saves
from .servers import say, server, url_of


def save_there(save: Save, path: Path) -> Path:
    with server(lambda request: say(request, "new")) as running:
        return save(asking(url_of(running), None), path)


@either_saves
def test_a_link_stays_and_its_target_is_written(save: Save, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(Path("there", "target"))
    assert save_there(save, link) == link
    assert link.is_symlink()
    assert target.read_bytes() == b'"new"'


@either_saves
def test_a_link_to_nothing_gets_its_target(save: Save, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    save_there(save, link)
    assert link.is_symlink()
    assert (tmp_path / "target").read_bytes() == b'"new"'


@either_saves
def test_links_that_lead_nowhere_are_an_error(save: Save, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(OSError, match="symbolic links"):
        save_there(save, link)
    assert link.is_symlink()


@either_saves
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_file_that_is_replaced_keeps_its_permissions(save: Save, mode: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(mode)
    save_there(save, path)
    assert path.read_bytes() == b'"new"'
    assert stat.S_IMODE(path.stat().st_mode) == mode


@either_saves
def test_what_is_not_complete_is_no_more_public_than_what_it_replaces(save: Save, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o600)
    modes: list[int] = []

    def look(received: int, total: int | None) -> None:
        modes.extend(stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir())

    with server(lambda request: say(request, "new")) as running:
        save(asking(url_of(running), None), path, look)
    assert modes == [0o600, 0o600]


def test_a_response_that_found_no_place_can_be_saved_elsewhere(tmp_path: Path) -> None:
    with server(lambda request: say(request, "new")) as running, Portal(base_url=url_of(running)) as portal:
        response = portal.sessions.get_session_without_preload_content("s")
        with pytest.raises(FileNotFoundError):
            response.save_to(tmp_path / "missing" / "file")
        assert response.save_to(tmp_path / "file").read_bytes() == b'"new"'


def test_a_response_that_cannot_be_saved_whole_gives_up_its_connection(tmp_path: Path) -> None:
    def fail(received: int, total: int | None) -> None:
        raise KeyError("mine")

    with server(lambda request: say(request, "new")) as running, Portal(base_url=url_of(running)) as portal:
        response = portal.sessions.get_session_without_preload_content("s")
        with pytest.raises(KeyError, match="mine"):
            response.save_to(tmp_path / "file", fail)
        assert response.closed
    assert list(tmp_path.iterdir()) == []


@either_saves
def test_what_is_no_file_is_not_replaced(save: Save, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, tmp_path):
        with pytest.raises(FileExistsError, match="something else than a file"):
            save_there(save, place)
    assert pipe.is_fifo()
    assert [*tmp_path.iterdir()] == [pipe]
