"""Makes a client from every document of a folder, and uses it: imports, calls, round trips, type checks.

    python -m benchmarks.corpus FOLDER [--style sdk] [--types]

A line for each document: operations that were called, modules, models, warnings, seconds; then what went wrong.
With --types, mypy --strict and pyright (basic) look at all that was generated. Exit status: 0 nothing went wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from client_generator import GeneratorError, Settings, generate, plan, write_files

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (".json", ".yaml", ".yml")


def main() -> int:
    arguments = parse_arguments()
    documents = sorted(path for path in arguments.folder.rglob("*") if path.suffix in DOCUMENTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        failed = sum(try_document(path, number, folder, arguments.style) for number, path in enumerate(documents))
        failed += check_types(folder, len(documents)) if arguments.types else 0
    print(f"{len(documents)} documents, {failed} with problems")
    return 1 if failed else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--style", default="openapi-generator", choices=["openapi-generator", "sdk"])
    parser.add_argument("--types", action="store_true", help="run mypy and pyright, too")
    return parser.parse_args()


def try_document(path: Path, number: int, folder: Path, style: str) -> bool:
    """Generate a client and exercise it; return whether something went wrong."""
    name, start = f"client_{number}", time.monotonic()
    settings = Settings(package=name, client_class="Client", style=style)
    output = folder / name
    try:
        made = generate(path, settings)
        write_files(made.files, output, plan(made.files, output, name))
    except GeneratorError as error:
        print(f"{path.name:50} refused: {str(error).splitlines()[0]}")
        return True
    seconds = time.monotonic() - start
    found = exercise(name, output)
    counts = f"{found['operations']:4} operations {found['modules']:5} modules {found['models']:4} models"
    print(f"{path.name:50} {counts} {len(made.warnings):3} warnings {seconds:6.2f} s")
    for line in found["errors"]:
        print(f"    {line}")
    return bool(found["errors"])


def exercise(name: str, folder: Path) -> dict[str, Any]:
    """Use a package in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    command = [sys.executable, "-m", "benchmarks.exercise", name]
    result = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        return {"operations": 0, "modules": 0, "models": 0, "errors": result.stderr.strip().splitlines()[-1:]}
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def check_types(folder: Path, count: int) -> int:
    """Run the type checkers over every package; return how many of them complain."""
    names = [f"client_{number}" for number in range(count) if (folder / f"client_{number}").exists()]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(str(folder / name) for name in names)}
    packages = [part for name in names for part in ("-p", name)]
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "basic"}', encoding="utf-8")
    commands = [["mypy", "--strict", *packages], ["pyright", "--pythonpath", sys.executable]]
    return sum(complains(command, environment, folder) for command in commands)


def complains(command: list[str], environment: dict[str, str], folder: Path) -> bool:
    """Run a type checker, and print what it says."""
    full = [sys.executable, "-m", *command]
    result = subprocess.run(full, env=environment, cwd=folder, capture_output=True, text=True)
    print(f"{command[0]}: {result.stdout.strip().splitlines()[-1]}")
    return bool(result.returncode)


if __name__ == "__main__":
    sys.exit(main())
