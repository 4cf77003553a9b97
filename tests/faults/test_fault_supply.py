"""What is installed is what was locked."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def write_wheel(folder: Path) -> Path:
    path = folder / "sakura_tampered-1.0-py3-none-any.whl"
    files = {
        "sakura_tampered.py": b"VALUE = 1\n",
        "sakura_tampered-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: sakura-tampered\nVersion: 1.0\n",
        "sakura_tampered-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        lines = []
        for name, content in files.items():
            archive.writestr(name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}")
        archive.writestr("sakura_tampered-1.0.dist-info/RECORD", "\n".join(lines))
    return path


def install(folder: Path, sha256: str) -> subprocess.CompletedProcess[str]:
    (folder / "locked.txt").write_text(f"sakura-tampered==1.0 --hash=sha256:{sha256}\n", encoding="ascii")
    command = [sys.executable, "-m", "pip", "install", "--isolated", "--no-index", "--find-links", str(folder)]
    command += ["--require-hashes", "--no-deps", "--target", str(folder / "target"), "-r", str(folder / "locked.txt")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.fault("S1")
def test_a_tampered_wheel_is_refused(tmp_path: Path) -> None:
    """A wheel with one changed byte: pip, called as the Makefile calls it, refuses it; the right one is installed."""
    wheel = write_wheel(tmp_path)
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    right = install(tmp_path, sha256)
    assert right.returncode == 0, right.stderr
    assert (tmp_path / "target" / "sakura_tampered.py").exists()
    wheel.write_bytes(wheel.read_bytes().replace(b"VALUE = 1", b"VALUE = 2"))
    tampered = install(tmp_path, sha256)
    assert tampered.returncode != 0 and "DO NOT MATCH THE HASHES" in tampered.stderr


def test_diskcache_is_never_imported(tiny: Path, tmp_path: Path) -> None:
    # The reason for the one exception of `make audit`: a package that unpickles what lies in its folder.
    program = f"""
import sys
from pathlib import Path
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.worker.runtime import Runtime
runtime = Runtime(Path({str(tiny)!r}), "key", EngineOptions(), None)
runtime.count_texts(["会議"])
runtime.close()
print("diskcache" in sys.modules, "llama_cpp.llama_cpp" in sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "False True\n"


@pytest.mark.fault("S1")
@pytest.mark.parametrize("name", ["dev", "build", "packaging", "audit"])
def test_every_locked_requirement_has_hashes(name: str) -> None:
    """Every lock file: a pinned version and at least one sha256 for every requirement."""
    lock = (ROOT / f"requirements-{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", lock).strip(), flags=re.IGNORECASE)
    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.fault("S1")
def test_nothing_is_installed_or_built_but_from_a_lock() -> None:
    """Every call of pip in Makefile and kit requires hashes; what builds comes from the lock, not from pip's choice."""
    text = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "kit/make"))
    text = text.replace("\\\n", " ").replace("$(LOCKED)", "--no-build-isolation --require-hashes")
    calls = [line for line in text.splitlines() if re.search(r"\$\(PIP\) |pip install |\$pip \w|-m build\b", line)]
    calls = [call for call in calls if not call.startswith("PIP :=")]
    assert len(calls) >= 9
    for call in calls:
        is_built_here = "--editable ." in call or "-m build" in call
        assert is_built_here or "--require-hashes" in call, call
        assert re.search(r"--no-build-isolation|--no-isolation|--only-binary :all:", call), call


@pytest.mark.fault("S1")
def test_what_builds_the_packages_is_locked() -> None:
    """Build dependencies of sakura and of what it installs as source: in the lock of what builds."""
    lock = (ROOT / "requirements-build.lock").read_text(encoding="utf-8")
    assert {"pip", "setuptools", "scikit-build-core", "cmake", "ninja"} <= set(re.findall(r"(?m)^([\w-]+)==", lock))
