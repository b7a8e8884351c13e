"""Run one document in one style, in a process of its own: `python -m benchmarks.oracle.worker`.

Reads a JSON object from standard input (document, package, style, seed, operation), prints the findings as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from .calls import Caller, loopback_only
from .document import Document
from .package import Package


def main() -> None:
    """Run one document."""
    task = json.load(sys.stdin)
    loopback_only()
    caller = Caller(Document(Path(task["document"])), Package(task["package"]), task["style"], task["seed"])
    findings = caller.run(task["operation"])
    caller.close()
    print(json.dumps(asdict(findings)))


if __name__ == "__main__":
    main()
