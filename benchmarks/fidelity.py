"""Check that every value survives the round trip through a generated client.

    python benchmarks/fidelity.py FOLDER [--only NAME] [--operation ID] [--style STYLE] [--seed N]
    python benchmarks/fidelity.py --synthetic 6

An oracle reads each OpenAPI document of FOLDER on its own, without the generator's parser, and creates values for every
parameter, body and response. The client is generated in both styles; each operation is called, sync and async, over
a socket against a server that records the bytes. Compared are path, query, headers, cookies, body, and the returned
value with its class.

Differences are grouped by kind. Those that `benchmarks/oracle/reasons.yaml` lists are counted apart.
Exit status: 0 no other differences; 1 differences; 2 a document could not be run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.oracle.synthetic import write_documents

ROOT = Path(__file__).resolve().parent.parent
REASONS = ROOT / "benchmarks" / "oracle" / "reasons.yaml"
DOCUMENTS = (".json", ".yaml", ".yml")
STYLES = ("openapi-generator", "sdk")


@dataclass(frozen=True)
class Task:
    """One document in one style."""

    document: Path
    style: str
    package: str


def main() -> int:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(arguments.jobs) as pool:
        folder = Path(arguments.keep or name).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        tasks = plan(arguments, folder)
        if not tasks:
            print("no OpenAPI document found")
            return 2
        results = list(pool.map(lambda task: run(task, folder, arguments), tasks))
    return report(list(zip(tasks, results, strict=True)), arguments)


def plan(arguments: argparse.Namespace, folder: Path) -> list[Task]:
    """Return the documents in the styles that are wanted, the largest first."""
    documents = list(write_documents(folder, arguments.synthetic, arguments.seed))
    if arguments.folder:
        found = [arguments.folder] if arguments.folder.is_file() else arguments.folder.rglob("*")
        documents += [path for path in found if path.suffix in DOCUMENTS]
    documents = sorted(path for path in documents if arguments.only in path.name)
    documents.sort(key=lambda path: -path.stat().st_size)
    styles = [arguments.style] if arguments.style else list(STYLES)
    return [
        Task(path, style, f"client_{number}_{style.partition('-')[0]}")
        for number, path in enumerate(documents)
        for style in styles
    ]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of OpenAPI documents, or one document")
    parser.add_argument("--synthetic", type=int, default=0, metavar="N", help="also run on N made-up documents")
    parser.add_argument("--only", default="", metavar="NAME", help="only documents whose file name contains NAME")
    parser.add_argument("--operation", default="", metavar="ID", help="only this operationId, or 'GET /path'")
    parser.add_argument("--style", choices=STYLES, help="only this style; default: both")
    parser.add_argument("--seed", type=int, default=0, help="seed of the created values; default: 0")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time; default: 2")
    parser.add_argument("--keep", metavar="DIR", help="keep the generated packages in DIR")
    parser.add_argument("--json", metavar="FILE", help="write all differences to FILE")
    parser.add_argument("--examples", type=int, default=1, help="differences shown for each kind; default: 1")
    return parser.parse_args()


def run(task: Task, folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Generate a client and run the oracle on it; `failed` says why it could not be run."""
    start = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    command = [
        sys.executable,
        "-m",
        "client_generator",
        "generate",
        str(task.document.resolve()),
        "--package",
        task.package,
    ]
    command += ["--style", task.style, "--output", str(folder), "--docs", "", "--quiet"]
    generated = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=folder)
    if generated.returncode:
        return {"failed": f"generate: {generated.stderr.strip()[-2000:]}"}
    order = {
        "document": str(task.document.resolve()),
        "package": task.package,
        "style": task.style,
        "seed": arguments.seed,
        "operation": arguments.operation,
    }
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.oracle.worker"],
        input=json.dumps(order),
        env=environment,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if result.returncode:
        return {"failed": f"oracle: {result.stderr.strip()[-2000:]}"}
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    seconds = time.monotonic() - start
    counts = f"{found['operations']:4} operations {found['calls']:6} calls {len(found['differences']):5} differences"
    print(
        f"{task.document.name:42} {task.style:18} {counts} {len(found['unreached']):3} unreached {seconds:6.1f} s",
        flush=True,
    )
    return found


def report(results: list[tuple[Task, dict[str, Any]]], arguments: argparse.Namespace) -> int:
    """Print the differences by kind; return the exit status."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    expected: Counter[str] = Counter()
    failed, unreached = False, 0
    for task, found in results:
        if "failed" in found:
            failed = True
            print(f"{task.document.name} {task.style}: {found['failed']}")
            continue
        unreached += len(found["unreached"])
        for each in found["differences"]:
            each["document"] = task.document.name
            reason = reason_for(each)
            if reason:
                expected[reason] += 1
            else:
                groups[each["kind"]].append(each)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(groups, indent=1), encoding="utf-8")
    for kind, every in sorted(groups.items(), key=lambda item: -len(item[1])):
        print_group(kind, every, arguments.examples)
    for reason, count in expected.most_common():
        print(f"\nexpected, {count} times: {reason}")
    total = sum(map(len, groups.values()))
    print(
        f"\n{len(results)} runs, {total} differences, {expected.total()} expected, {unreached} places without a value"
    )
    return 2 if failed else 1 if total else 0


def print_group(kind: str, every: list[dict[str, Any]], examples: int) -> None:
    """Print the differences of one kind, and the shortest calls that show them."""
    documents = {each["document"] for each in every}
    operations = {(each["document"], each["operation"]) for each in every}
    print(f"\n{kind}: {len(every)} times, {len(operations)} operations, {len(documents)} documents")
    for each in sorted(every, key=lambda each: len(each["call"]) + len(each["response"]))[:examples]:
        print(f"    {each['document']} {each['operation']} ({each['style']}, {each['mode']}, {each['way']})")
        print(f"    call      {each['call']}")
        if each["response"]:
            print(f"    response  {each['status']} {each['response'][:300]}")
        print(f"    at        {each['path']}  ({each['note']})")
        print(f"    expected  {each['expected']}")
        print(f"    got       {each['got']}")


@cache
def reasons() -> list[dict[str, str]]:
    """Return the differences that are expected, each with its reason."""
    found: list[dict[str, str]] = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or []
    return found


def reason_for(difference: dict[str, Any]) -> str:
    """Return the reason why a difference is expected, or ""."""
    for each in reasons():
        if all(fnmatchcase(str(difference[key]), pattern) for key, pattern in each.items() if key != "reason"):
            return each["reason"]
    return ""


if __name__ == "__main__":
    sys.exit(main())
