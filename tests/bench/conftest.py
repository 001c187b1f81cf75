from __future__ import annotations

import sys
from pathlib import Path

# Pages drawn by hand for the tests of extract serve those of the measures, too; that folder is no package.
sys.path.insert(0, str(Path(__file__).parents[1] / "extract"))
