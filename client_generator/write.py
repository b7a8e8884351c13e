"""Files → disk, or the list of what is stale. What a person added or edited is never touched."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import OutputError
from .render import Files


@dataclass(frozen=True)
class Plan:
    """What has to change on disk; paths are relative to the output folder."""

    changed: tuple[str, ...]
    """Files to write: new ones, and those that are not as generated."""
    removed: tuple[str, ...]
    """Files that were generated once and are not any more."""
    edited: tuple[str, ...]
    """Files that a person edited, or put where a generated one belongs; they stay."""

    @property
    def stale(self) -> tuple[str, ...]:
        """Every file that is not as it would be generated now."""
        return tuple(sorted((*self.changed, *self.removed, *self.edited)))


def manifest_path(package: str) -> str:
    """Where the list of what was generated stands."""
    return f"{package}/.generated.json"


def plan(files: Files, folder: Path, package: str, force: bool = False) -> Plan:
    """Hold the files against those on disk.

    Args:
        files: What should be there.
        folder: The output folder.
        package: The name of the package.
        force: Whether edited files are replaced or removed like the rest.
    """
    old = read_manifest(folder / manifest_path(package))
    disk = {path: digest_on_disk(folder / path) for path in {*files, *old}}
    wrong = [path for path, content in files.items() if disk[path] != digest(content)]
    gone = [path for path in old if path not in files and disk[path]]
    edited = {path for path in [*wrong, *gone] if disk[path] and disk[path] != old.get(path)} - {manifest_path(package)}
    keep = set() if force else edited
    return Plan(
        changed=tuple(sorted(path for path in wrong if path not in keep)),
        removed=tuple(sorted(path for path in gone if path not in keep)),
        edited=tuple(sorted(keep)),
    )


def with_manifest(files: Files, package: str) -> Files:
    """Add the manifest: the digest of every file, so that an edit is seen next time."""
    digests = {path: digest(content) for path, content in sorted(files.items())}
    text = json.dumps(digests, indent=1, ensure_ascii=False) + "\n"
    return {**files, manifest_path(package): text.encode()}


def read_manifest(path: Path) -> Mapping[str, str]:
    """Return the digests of what was generated last, none if nothing was."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: is not a manifest: {error}; remove it and generate with --force") from error
    if not isinstance(found, dict) or not all(safe(name) for name in found):
        raise OutputError(f"{path}: is not a manifest; remove it and generate with --force")
    return found


def safe(name: str) -> bool:
    """Whether a path of a manifest stays inside the output folder."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def digest(content: bytes) -> str:
    """The digest by which an edit is seen."""
    return hashlib.sha256(content).hexdigest()


def digest_on_disk(path: Path) -> str:
    """The digest of a file, empty where there is none; a folder has one that no file has."""
    if path.is_dir():
        return "folder"
    try:
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error


def write_files(files: Files, folder: Path, found: Plan) -> None:
    """Carry out a plan; each file changes at once, and where one cannot, all are put back.

    Raises:
        OutputError: a file could not be written; what was on disk before is whole.
    """
    staged: dict[Path, Path] = {}
    try:
        for path in found.changed:
            staged[folder / path] = stage(folder / path, files[path])
        with undoing() as replaced:
            for target, source in staged.items():
                replaced(target)
                source.replace(target)
            for path in found.removed:
                replaced(folder / path)
                (folder / path).unlink()
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder}: cannot be written: {error.strerror}; nothing was changed"
        ) from error
    finally:
        for source in staged.values():
            source.unlink(missing_ok=True)
    remove_empty(folder, found.removed)


def stage(target: Path, content: bytes) -> Path:
    """Write a file's new content beside it, under a name of its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".generating-", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~current_umask())
    return Path(name)


def current_umask() -> int:
    """The umask of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def undoing() -> Iterator[Callable[[Path], None]]:
    """Put back every file that was noted, if what is done to them fails."""
    before: dict[Path, bytes | None] = {}

    def note(path: Path) -> None:
        before[path] = path.read_bytes() if path.exists() else None

    try:
        yield note
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        raise


def remove_empty(folder: Path, removed: tuple[str, ...]) -> None:
    """Remove the folders that removed files leave empty."""
    for path in removed:
        parent = (folder / path).parent
        while parent != folder and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent
