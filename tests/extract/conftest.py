from __future__ import annotations

import sys
from pathlib import Path

# The hand-written PDFs are shared by the tests of this folder, which is no package.
sys.path.insert(0, str(Path(__file__).parent))
