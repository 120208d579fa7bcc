"""A click on a download while its page is drawn anew brings the file."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

from recon.ui import redrawn

SESSION = "one"


class Manager(MediaFileManager):
    """One that follows; Streamlit's own is left as it is."""


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Manager:
    monkeypatch.setattr(redrawn, "PATIENCE", 2.0)
    monkeypatch.setattr(redrawn, "get_script_run_ctx", lambda **_: SimpleNamespace(session_id=SESSION))
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: SESSION)
    redrawn.follow(Manager)
    return Manager(MemoryMediaFileStorage("/media"))


def draw(manager: Manager, data: bytes = b"sheet") -> str:
    manager.remove_deferred("0.1", element_id="button")
    return manager.add_deferred(lambda: data, "application/zip", "0.1", "a.zip", element_id="button")


def made(manager: Manager, url: str) -> bytes | None:
    try:
        file: MemoryFile = manager._storage.get_file(url.rpartition("/")[2])  # type: ignore[attr-defined]
    except MediaFileStorageError:
        return None
    return file.content


def test_a_click_with_the_number_of_the_drawing_before_gets_what_the_button_gives_now(
    manager: Manager,
) -> None:
    old = draw(manager, b"before")
    draw(manager, b"now")
    assert made(manager, manager.execute_deferred(old)) == b"now"


def test_a_click_while_the_page_is_drawn_waits_for_its_button(manager: Manager) -> None:
    """Another page was done meanwhile, and with that every number was forgotten that stood on no page."""
    old = draw(manager)
    manager.clear_session_refs(SESSION)
    manager.remove_orphaned_files()
    with ThreadPoolExecutor(1) as browser:
        clicked = browser.submit(manager.execute_deferred, old)
        time.sleep(0.3)
        assert not clicked.done()
        draw(manager)
        assert made(manager, clicked.result(5)) == b"sheet"


def test_a_button_that_is_gone_or_out_of_use_gives_nothing(
    manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redrawn, "PATIENCE", 0.2)
    old = draw(manager)
    manager.remove_deferred("0.1", element_id="button")
    for number in (old, "nobody's"):
        with pytest.raises(MediaFileStorageError):
            manager.execute_deferred(number)


def test_what_could_not_be_made_is_not_tried_again(manager: Manager) -> None:
    tried = []

    def make() -> bytes:
        tried.append(1)
        raise ValueError

    number = manager.add_deferred(make, "application/zip", "0.1", "a.zip", element_id="button")
    with pytest.raises(MediaFileStorageError):
        manager.execute_deferred(number)
    assert len(tried) == 1


def test_a_file_waits_to_be_fetched_however_many_pages_are_drawn(
    manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = manager.execute_deferred(draw(manager))
    for _ in range(3):
        manager.remove_orphaned_files()
    assert made(manager, url) == b"sheet"
    monkeypatch.setattr(redrawn, "KEPT", 0.0)
    for _ in range(3):
        manager.remove_orphaned_files()
    assert made(manager, url) is None
