"""The sample notebook runs from a fresh kernel, and draws what it promises."""

from __future__ import annotations

import asyncio
import time
import warnings
from pathlib import Path

import nbformat
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the kernel import this very regnskab."""
    monkeypatch.setenv("PYTHONPATH", str(SAMPLES.parent))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))


@pytest.mark.usefixtures("importable")
def test_the_notebook_runs_and_draws() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the machinery that runs notebooks
        from nbclient import NotebookClient

        notebook = nbformat.read(SAMPLES / "explore.ipynb", 4)
        started = time.monotonic()
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(SAMPLES)}}
        )
        asyncio.run(client.async_execute())
    assert time.monotonic() - started < 60
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 3
    assert not [output for output in outputs if output.get("name") == "stderr"]
