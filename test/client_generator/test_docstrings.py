"""Descriptions as docstrings: within the width, and otherwise as they were written."""

from __future__ import annotations

from client_generator.translate.layout import docstring

LONG = "word " * 30


def test_a_paragraph_that_is_too_wide_is_broken_anew_as_a_whole() -> None:
    found = docstring(f"First.\n\n{LONG.strip()}\nand more.\n", 4).splitlines()
    assert max(map(len, found)) <= 116
    assert found[3].strip().endswith("word and more.")


def test_lists_and_lines_that_fit_stay_as_they_were_written() -> None:
    text = f"One,\ntwo.\n\n- {LONG.strip()}\n- short\n\n| a | b |"
    assert docstring(text, 0).splitlines() == [
        '"""One,',
        "two.",
        "",
        "- " + ("word " * 23).strip(),
        "  " + ("word " * 7).strip(),
        "- short",
        "",
        "| a | b |",
        '"""',
    ]
