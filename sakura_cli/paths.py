"""Where sakura keeps its files: weights, caches and configuration.

`SAKURA_HOME` puts everything under one folder; otherwise the platform's own folders are used (platformdirs).
Folders are created by whoever writes, with `private_directory`; nothing here reads or writes a file.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from sakura_cli.platforms import current_user

APPLICATION = "sakura"


def _home() -> Path | None:
    value = os.environ.get("SAKURA_HOME")
    return Path(value).expanduser().absolute() if value else None


def models_dir() -> Path:
    """Return the folder of the model store."""
    home = _home()
    return (home or Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))) / "models"


def indexes_dir() -> Path:
    """Return the folder of the indexes that the user keeps, which hold the text of their documents."""
    return models_dir().parent / "indexes"


def cache_dir() -> Path:
    """Return the folder for what can be computed again: prompt caches, calibrations, partial downloads."""
    home = _home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))


def runtime_dir() -> Path:
    """Return the folder of the kept worker's socket: the system's for this session, else one among temporary files."""
    if home := _home():
        return home / "run"
    if session := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(session) / APPLICATION
    import tempfile  # takes 7 ms

    return Path(tempfile.gettempdir()) / f"{APPLICATION}-{current_user()}"


def config_file() -> Path:
    """Return the path of the configuration file."""
    home = _home()
    return (home or Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))) / "config.yaml"


def prompts_dir() -> Path:
    """Return the folder of the user's own prompts."""
    return config_file().parent / "prompts"


def private_directory(path: Path) -> Path:
    """Create a folder, and its missing parents, that only the user can enter (0700 whatever the umask)."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    return path
