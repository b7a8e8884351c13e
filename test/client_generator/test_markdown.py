"""What descriptions become in pages: whole whatever they hold, and as they were where that does no harm."""

from __future__ import annotations

import pytest

from client_generator.translate.reference.markdown import anchors, cell, code, prose


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", "a &#124; b"),
        ("`a|b` and `c`", "<code>a&#124;b</code> and `c`"),
        ("one\ntwo\n\nthree", "one two<br>three"),
        ("- one\n- two", "- one<br>- two"),
        ("so:\n```json\n{}\n```", "so: `{}`"),
        ("a ` tick", "a \\` tick"),
    ],
)
def test_a_cell_stays_on_its_line_and_in_its_column(text: str, shown: str) -> None:
    assert cell(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <value>", "a &lt;value>"),
        ("List<String> as `List<String>`", "List&lt;String> as `List<String>`"),
        ("<b>bold</b>, one<br>two", "<b>bold</b>, one<br>two"),
        ("<b>bold, <i>slanted</i>", "&lt;b>bold, <i>slanted</i>"),
        ("<script>x</script>", "&lt;script>x&lt;/script>"),
        ("<https://example.com>", "<https://example.com>"),
    ],
)
def test_only_harmless_html_is_html(text: str, shown: str) -> None:
    assert prose(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a](https://example.com/b_(c))", "[a](https://example.com/b_(c))"),
        ("[a](#/b), [`c`](/d 'e'), ![f](./g.png)", "a, `c`, f"),
        ("<a href='/b'>a</a> <a href=\"https://example.com\">c</a>", "a [c](https://example.com)"),
        ("`[a](b)`", "`[a](b)`"),
        ("[a]: /b", "\\[a]: /b"),
    ],
)
def test_a_link_of_a_description_leads_somewhere_or_is_text(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_headings_of_a_description_become_bold() -> None:
    assert prose("# One\nTwo\n===\n## Three ##") == "**One**\nTwo\n\n**Three**"


def test_a_block_of_code_is_closed() -> None:
    assert prose("```\n# one <two>") == "```\n# one <two>\n```"


def test_code_may_have_ticks() -> None:
    assert code("a`b") == "``a`b``"
    assert code("`a") == "`` `a ``"


def test_anchors_of_headings_that_meet_are_counted() -> None:
    assert anchors(["Pets", "pets", "get_pets", "Pets 1", "Pets", "A.b c"]) == [
        *("pets", "pets-1", "get_pets", "pets-1-1"),
        *("pets-2", "ab-c"),
    ]
