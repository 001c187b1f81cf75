"""The collector pauses while a page is read, and no longer."""

from __future__ import annotations

import gc
import threading

import pytest

from extract.speed import without_collector


def test_it_is_off_inside_and_on_again_afterwards() -> None:
    assert without_collector(gc.isenabled)() is False
    assert gc.isenabled()


def test_it_is_on_again_after_an_error() -> None:
    def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (it is the test's own)
        without_collector(fails)()
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        assert without_collector(gc.isenabled)() is False
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_threads_end_with_the_collector_on() -> None:
    threads = [threading.Thread(target=lambda: [without_collector(list)() for _ in range(2000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gc.isenabled()
