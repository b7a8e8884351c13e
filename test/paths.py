"""Where things are in the checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
SPECIFICATION = ROOT / "openapi.yaml"
SETTINGS = sorted([*ROOT.glob("client_generator*.yaml"), *ROOT.glob("examples/*/client_generator*.yaml")])
"""What says how each generated package of the checkout is made."""
PACKAGES = sorted(path.parent for pattern in ("*", "examples/*/*") for path in ROOT.glob(f"{pattern}/.generated.json"))
"""The generated packages."""
