import inspect
import re
from pathlib import Path

from client import Notebook, OpenApiException, models

PAGES = Path(__file__).parent / "expected" / "docs"
PAGE = (PAGES / "api" / "notes.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
OPERATIONS = ["list", "write", "read", "delete", "errors", "recording", "upload"]


def table(section: str, heading: str) -> list[list[str]]:
    rows = re.findall(r"^\| (.*) \|$", section.split(f"### {heading}\n")[1].split("\n### ")[0], re.MULTILINE)
    return [row.split(" | ") for row in rows[1:]]


def shown(cell: str) -> str:
    return re.sub(r"\[(`\w+`)\]\([^)]*\)", r"\1", cell).replace("`", "")


assert list(SECTIONS) == ["Operations", *OPERATIONS, "wait_for_filing"]
for name in OPERATIONS:
    signature = inspect.signature(getattr(Notebook(base_url="http://notes").notes, name))
    rows = {shown(row[0]): row for row in table(SECTIONS[name], "Parameters")}
    assert [*rows, "timeout", "headers", "retries"] == list(signature.parameters)
    for argument, row in rows.items():
        parameter = signature.parameters[argument]
        assert shown(row[1]) == parameter.annotation
        assert row[2] == ("yes" if parameter.default is parameter.empty else "no")
    assert shown(table(SECTIONS[name], "Response")[0][0]) == signature.return_annotation
    for error, *_ in table(SECTIONS[name], "Errors"):
        assert issubclass(eval(shown(error), {"models": models}), OpenApiException)
