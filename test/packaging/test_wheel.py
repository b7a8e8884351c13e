"""The wheel, installed where there is no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from test.paths import ROOT, SPECIFICATION


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    full = [str(part) for part in command]
    return subprocess.run(full, cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert build.returncode == 0, build.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and what it requires, no extras."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    result = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    assert result.returncode == 0, result.stderr
    return python


def test_the_wheel_requires_four_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    required = [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]
    required = [line for line in required if "extra ==" not in line]
    assert {re.split(r"[<>=]", line)[0] for line in required} == {
        "pydantic",
        "python-dateutil",
        "typing-extensions",
        "urllib3",
    }


def test_the_specification_travels_beside_the_mock_server(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("mock_server/openapi.yaml") == SPECIFICATION.read_bytes()


def test_the_wheel_has_all_modules_and_templates_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for package in ("portal_client", "client_generator", "mock_server"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in (".py", ".jinja", ".typed", ".html"):
                assert path.relative_to(ROOT).as_posix() in packed


def test_the_client_works_without_extras(installed: Path, tmp_path: Path) -> None:
    program = (
        "import portal_client\n"
        "with portal_client.Portal(access_token='x', base_url='http://127.0.0.1:9', timeout=1) as portal:\n"
        "    try:\n"
        "        portal.sessions.get_session('a')\n"
        "    except portal_client.OpenApiException as error:\n"
        "        print(type(error).__name__)\n"
    )
    result = run(installed, "-W", "error", "-c", program, cwd=tmp_path)
    assert (result.stdout, result.stderr) == ("ConnectionException\n", "")


@pytest.mark.parametrize(("command", "extra"), [("portal-mock", "mock"), ("client-generator", "generator")])
def test_a_command_whose_extra_is_missing_says_which(installed: Path, tmp_path: Path, command: str, extra: str) -> None:
    result = run(installed.parent / command, "--help", cwd=tmp_path)
    assert result.returncode != 0
    assert f'pip install "portal-client[{extra}]"' in result.stderr
    assert "Traceback" not in result.stderr


def test_the_mock_server_runs_from_any_folder_where_the_wheel_is(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = (
        "import mock_server, mock_server.testing, urllib.request as request\n"
        "with mock_server.testing.serve() as server:\n"
        "    print(request.urlopen(server.url + '/openapi.yaml').status, mock_server.__file__)\n"
    )
    result = run(sys.executable, "-c", program, cwd=tmp_path, PYTHONPATH=str(tmp_path / "installed"))
    assert result.stdout.strip() == f"200 {tmp_path / 'installed' / 'mock_server' / '__init__.py'}", result.stderr


def test_the_generator_runs_from_any_folder_where_the_wheel_is(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    command = [sys.executable, "-m", "client_generator", "generate", str(SPECIFICATION), "--package", "made"]
    command += ["--output", str(tmp_path / "out")]
    result = run(*command, cwd=tmp_path, PYTHONPATH=str(tmp_path / "installed"))
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out" / "made" / "client.py").is_file()
