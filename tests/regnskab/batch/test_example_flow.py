"""The flow of the documentation does what it says, without its scheduler."""

from __future__ import annotations

import runpy
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "prefect_flow.py"


@pytest.fixture
def example() -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLE))


def test_a_night_converts_sweeps_and_fails_loudly(
    example: dict[str, Any], make_folder: Callable[[int], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = make_folder(2), str(tmp_path / "out")
    nightly = example["nightly"]
    assert nightly([str(folder)], out) == {"converted": 2, "unchanged": 0, "failed": 0, "removed": 0}
    (folder / "a0.pdf").unlink()
    (folder / "bad.pdf").write_bytes(b"no PDF, but long enough to be read")
    with pytest.raises(RuntimeError, match="1 reports were not converted; the others are published"):
        nightly([str(folder)], out)
    assert "not converted: " in capsys.readouterr().out
    assert nightly([str(folder)], out, most_failures=1) == {"converted": 0, "unchanged": 1, "failed": 1, "removed": 0}


def test_the_flow_is_made_as_prefect_makes_flows(example: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def flow(**options: object) -> Callable[[Any], Any]:
        asked.update(options)
        return lambda function: function

    monkeypatch.setitem(sys.modules, "prefect", types.SimpleNamespace(flow=flow))
    assert example["as_flow"]().__name__ == "nightly"
    assert asked == {"name": "regnskab", "retries": 2, "retry_delay_seconds": 600}
