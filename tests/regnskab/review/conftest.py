"""The sample's review, and a real browser to open it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regnskab.batch.api import convert_many
from regnskab.review.site import write_site

SAMPLE = Path(__file__).parents[3] / "samples" / "ballerup-2024.pdf"


@pytest.fixture(scope="session")
def sample_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's datasets."""
    out = tmp_path_factory.mktemp("review") / "out"
    assert convert_many([SAMPLE], out).done
    return out


@pytest.fixture(scope="session")
def sample_site(sample_out: Path) -> Path:
    """The sample's review."""
    site = sample_out.with_name("site")
    write_site(sample_out, site, source=SAMPLE)
    return site


class Opened:
    """A page in the browser, what its console said and what it asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def goto(self, address: Path | str) -> Any:
        self.page.goto(address.as_uri() if isinstance(address, Path) else address)
        self.page.wait_for_selector(".steps, .overview")
        return self.page

    def press(self, keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Opened]]:
    """A new page, with options of a context (viewport, color_scheme)."""
    contexts = []

    def make(**options: Any) -> Opened:
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        contexts.append(browser.new_context(**options))
        return Opened(contexts[-1].new_page())

    yield make
    for context in contexts:
        context.close()
