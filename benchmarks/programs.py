"""Programs in virtualenvs of their own, and what a run of one takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "peers"
BYTECODE = ROOT / ".cache" / "bytecode"


@dataclass(frozen=True)
class Used:
    """What one run took."""

    seconds: float
    memory: float
    """The peak of the largest of its processes, in MiB."""


def needs(extra: str = "") -> list[str]:
    """What this project requires, or what one of its extras adds."""
    wanted = f'; extra == "{extra}"' if extra else ""
    split = (text.partition(";") for text in metadata.requires("portal-client") or ())
    return [name.strip() for name, mark, condition in split if (mark + condition) == wanted]


def virtualenv(name: str, *requirements: str) -> Path:
    """Return the `bin` of a virtualenv under `.cache/peers`, made when it is not there yet."""
    folder = CACHE / name
    done = folder / "installed"
    if not done.exists() or done.read_text(encoding="utf-8").split("\n") != list(requirements):
        print(f"installing {', '.join(requirements)} …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *requirements], check=True)
        done.write_text("\n".join(requirements), encoding="utf-8")
    return folder / "bin"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The variables for a program of a `bin`: it finds what lies beside it, and may keep its bytecode."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {**kept, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", **more}


def run(command: list[str], variables: dict[str, str], folder: Path, log: Path) -> Used:
    """Run a program to its end, and return what it took; leave with what it printed if it fails.

    The peak is at least that of this process, of which the other begins as a copy: so this one stays small.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=variables, cwd=folder, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed:\n{log.read_text(encoding='utf-8')}")
    return Used(seconds, used.ru_maxrss / 1024)
