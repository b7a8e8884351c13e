from __future__ import annotations

from pathlib import Path

import pytest

from client_generator.errors import OutputError
from client_generator.render import Files
from client_generator.write import package_folder, packages, plan, with_manifest, write_files


def generated(files: dict[str, str]) -> Files:
    return with_manifest({path: text.encode() for path, text in files.items()}, "client")


def put(files: Files, folder: Path, force: bool = False) -> tuple[str, ...]:
    found = plan(files, folder, "client", force)
    write_files(files, folder, found)
    return found.edited


FIRST = generated({"client/a.py": "a", "client/b.py": "b", "docs/A.md": "A"})
SECOND = generated({"client/a.py": "a2", "docs/A.md": "A"})


def test_a_second_run_on_the_same_input_has_nothing_to_do(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    assert plan(FIRST, tmp_path, "client").stale == ()


def test_what_is_not_generated_any_more_is_removed(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    put(SECOND, tmp_path)
    assert (tmp_path / "client/a.py").read_text() == "a2"
    assert not (tmp_path / "client/b.py").exists()


def test_folders_left_empty_go_too(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    put(generated({"client/a.py": "a"}), tmp_path)
    assert not (tmp_path / "docs").exists()


def test_a_file_that_a_person_added_stays(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "docs/guide.md").write_text("mine")
    put(generated({"client/a.py": "a"}), tmp_path, force=True)
    assert (tmp_path / "docs/guide.md").read_text() == "mine"


def test_a_file_that_a_person_edited_is_reported_and_stays(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/a.py").write_text("mine")
    assert put(SECOND, tmp_path) == ("client/a.py",)
    assert (tmp_path / "client/a.py").read_text() == "mine"


def test_an_edit_is_still_seen_on_the_run_after_the_next(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/a.py").write_text("mine")
    put(SECOND, tmp_path)
    assert put(FIRST, tmp_path) == ("client/a.py",)


def test_force_replaces_what_was_edited(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/a.py").write_text("mine")
    assert put(SECOND, tmp_path, force=True) == ()
    assert (tmp_path / "client/a.py").read_text() == "a2"


def test_an_edited_file_that_is_not_generated_any_more_stays(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/b.py").write_text("mine")
    assert put(SECOND, tmp_path) == ("client/b.py",)
    assert (tmp_path / "client/b.py").read_text() == "mine"


def test_a_persons_file_where_a_generated_one_belongs_is_reported_and_stays(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client/a.py").write_text("mine")
    assert put(FIRST, tmp_path) == ("client/a.py",)
    assert (tmp_path / "client/a.py").read_text() == "mine"


def test_a_failure_midway_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/z").mkdir()
    (tmp_path / "client/z/keep").write_text("mine")
    third = generated({"client/a.py": "a3", "client/new/c.py": "c", "client/z": "a file where a folder is"})
    with pytest.raises(OutputError, match="nothing was changed"):
        put(third, tmp_path, force=True)
    assert {path: (tmp_path / path).read_bytes() for path in FIRST} == dict(FIRST)
    assert not list(tmp_path.rglob(".generating-*"))
    assert not (tmp_path / "client/new/c.py").exists()


def test_a_manifest_that_points_outside_is_refused(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    (tmp_path / "client/.generated.json").write_text('{"../precious": "0"}')
    with pytest.raises(OutputError, match="not a manifest"):
        plan(FIRST, tmp_path, "client")


def test_folder_left_empty_by_several_files_is_removed(tmp_path: Path) -> None:
    put(generated({"client/a.py": "a", "docs/api/A.md": "A", "docs/api/B.md": "B", "docs/C.md": "C"}), tmp_path)
    put(generated({"client/a.py": "a"}), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["client"]


def test_folder_with_bytecode_of_removed_modules_is_removed(tmp_path: Path) -> None:
    put(generated({"client/a.py": "a", "client/models/b.py": "b"}), tmp_path)
    (tmp_path / "client/models/__pycache__").mkdir()
    (tmp_path / "client/models/__pycache__/b.cpython-311.pyc").write_bytes(b"")
    put(generated({"client/a.py": "a"}), tmp_path)
    assert not (tmp_path / "client/models").exists()


def test_bytecode_of_other_modules_stays(tmp_path: Path) -> None:
    put(generated({"client/a.py": "a", "client/models/b.py": "b"}), tmp_path)
    (tmp_path / "client/models/__pycache__").mkdir()
    (tmp_path / "client/models/__pycache__/mine.cpython-311.pyc").write_bytes(b"")
    put(generated({"client/a.py": "a"}), tmp_path)
    assert (tmp_path / "client/models/__pycache__/mine.cpython-311.pyc").exists()


def test_page_of_another_package_is_not_removed(tmp_path: Path) -> None:
    put(FIRST, tmp_path)
    other = with_manifest({"other/a.py": b"a", "docs/A.md": b"A"}, "other")
    write_files(other, tmp_path, plan(other, tmp_path, "other"))
    put(generated({"client/a.py": "a"}), tmp_path)
    assert (tmp_path / "docs/A.md").read_text() == "A"
    assert plan(other, tmp_path, "other").stale == ()


def test_file_named_like_a_manifest_in_another_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others/.generated.json").write_text("[1]")
    put(FIRST, tmp_path)
    assert plan(FIRST, tmp_path, "client").stale == ()


def test_nested_package_leaves_shared_parent_modules(tmp_path: Path) -> None:
    files = with_manifest({"acme/__init__.py": b"", "acme/pets/__init__.py": b"1"}, "acme.pets")
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme/__init__.py").write_text("mine")
    found = plan(files, tmp_path, "acme.pets")
    assert found.changed == ("acme/pets/.generated.json", "acme/pets/__init__.py")
    write_files(files, tmp_path, found)
    assert (tmp_path / "acme/__init__.py").read_text() == "mine"
    assert plan(files, tmp_path, "acme.pets").stale == ()


def test_nested_packages_are_found_in_their_output_folder(tmp_path: Path) -> None:
    for package in ("acme.pets", "acme.api.birds"):
        files = with_manifest({f"{package_folder(package)}/__init__.py": b""}, package)
        write_files(files, tmp_path, plan(files, tmp_path, package))
    assert packages(tmp_path) == ["acme.api.birds", "acme.pets"]
    assert packages(tmp_path / "acme") == []
