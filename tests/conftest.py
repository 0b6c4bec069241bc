"""Make the shared test helpers importable, and keep the caches of one run together."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
