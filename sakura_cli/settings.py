"""The settings of a run: defaults, overridden by the configuration file, the environment, and the command line.

One table names every setting, its environment variable and how its text is read. Reading them is all that is done here.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from sakura_cli.errors import ConfigurationError
from sakura_cli.localization import gettext as _
from sakura_cli.options.sampling import Sampling
from sakura_cli.user_files import UserFileError, parse_yaml, read_text

SettingOrigin = Literal["default", "file", "environment"]

# What llama.cpp counts with has 32 bits.
_MOST = 2**31 - 1
_MOST_DIGITS = 9
# A day: longer than any request, and what every clock of the system can wait for.
_MOST_SECONDS = 86_400
_SIZE = re.compile(r"([0-9]{1,12})([KMG]?)B?", re.IGNORECASE)
_FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
MOST_INPUT_BYTES = 64 << 20
"""The size of an input that is read unless another is asked for: a long novel has two megabytes."""
_SECONDS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True)
class Settings:
    """How the engine is run, and how much is read. None leaves a choice to the engine or the task."""

    model: str | None = None
    offline: bool = False
    context: int | None = None
    threads: int | None = None
    gpu_layers: str = "auto"
    seed: int = 0
    temperature: float = 0.0
    max_tokens: int | None = None
    parallel: int | None = None
    timeout: float = 300.0
    max_input: int = MOST_INPUT_BYTES
    keep_alive: str | None = None
    engine: str | None = None
    allow_remote: bool = False

    @property
    def sampling(self) -> Sampling:
        """How completions are drawn."""
        return Sampling(self.temperature, self.seed, self.max_tokens)

    @property
    def keep_alive_seconds(self) -> float | None:
        """How long a worker stays for the next command; None where that was not asked for."""
        return None if self.keep_alive is None else parse_duration(self.keep_alive)

    @classmethod
    def resolve(
        cls, flags: Mapping[str, Any], *, config_file: Path | None = None, preferences: Mapping[str, Any] | None = None
    ) -> Settings:
        """Merge the sources; flags that are None were not given. Raises ConfigurationError.

        `preferences` are what a prompt asks for: before the configuration file, after the environment.
        """
        values: dict[str, Any] = {}
        if config_file is not None:
            values.update(read_config_file(config_file))
        values.update(preferences or {})
        values.update(_read_environment(os.environ))
        values.update({name: value for name, value in flags.items() if value is not None})
        return cls(**values)


def environment_name(setting: str) -> str:
    """Return the environment variable of a setting."""
    return f"SAKURA_{setting.upper()}"


def read_gpu_layers(text: str) -> str:
    """Check a value of `gpu_layers`: auto, off or a number of layers."""
    if text not in {"auto", "off"} and not (text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise ValueError(_("auto, off or a number"))
    return text


def parse_duration(text: str) -> float:
    """Return the seconds of a duration (90, 90s, 10m, 2h, off). Raises ValueError."""
    number, unit = (text[:-1], text[-1:]) if text[-1:] in _SECONDS else (text, "s")
    seconds = 0.0 if text == "off" else _SECONDS[unit] * float(number) if number.isdecimal() else -1.0
    if not 0 <= seconds <= _MOST_SECONDS:
        raise ValueError(_("a duration up to a day, like 90s, 10m or 2h; off for none"))
    return seconds


def read_keep_alive(text: str) -> str:
    """Check a value of `keep_alive`."""
    parse_duration(text)
    return text


def _read_flag(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(_("1 or 0"))


def _read_positive(text: str) -> int:
    number = _read_integer(text)
    if number <= 0:
        raise ValueError(_("a positive number"))
    if number > _MOST:
        raise ValueError(_("a number up to {most}").format(most=_MOST))
    return number


def _read_integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(_("a whole number")) from None


def _read_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(_("a number")) from None


def _read_seconds(text: str) -> float:
    number = _read_number(text)
    # Also refuses what is no number, which is not less than anything either.
    if not 0 < number <= _MOST_SECONDS:
        raise ValueError(_("a number of seconds above 0, up to {most}").format(most=_MOST_SECONDS))
    return number


def read_size(text: str) -> int:
    """Return a number of bytes: 500K, 64M, 2G, or the number itself. Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    size = int(match[1]) * _FACTORS[match[2].upper()] if match else 0
    if size <= 0:
        raise ValueError(_("a size like 500K, 64M or 2G"))
    return size


def _read_temperature(text: str) -> float:
    number = _read_number(text)
    if not 0 <= number <= 5:
        raise ValueError(_("a number from 0 to 5"))
    return number


_READERS: dict[str, Callable[[str], Any]] = {
    "model": str,
    "offline": _read_flag,
    "context": _read_positive,
    "threads": _read_positive,
    "gpu_layers": read_gpu_layers,
    "seed": _read_integer,
    "temperature": _read_temperature,
    "max_tokens": _read_positive,
    "parallel": _read_positive,
    "timeout": _read_seconds,
    "max_input": read_size,
    "keep_alive": read_keep_alive,
    "engine": str,
    "allow_remote": _read_flag,
}


def _read_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for setting in _READERS:
        name = environment_name(setting)
        if environment.get(name):
            values[setting] = _read(setting, environment[name], _("the environment variable {name}").format(name=name))
    if _is_set(environment.get("HF_HUB_OFFLINE")):
        values["offline"] = True
    return values


def _is_set(text: str | None) -> bool:
    return (text or "").upper() in {"1", "ON", "YES", "TRUE"}


def find_origins(config_file: Path) -> dict[str, SettingOrigin]:
    """Return, for every setting, where its value comes from when no flag is given. Raises ConfigurationError."""
    origins: dict[str, SettingOrigin] = dict.fromkeys(_READERS, "default")
    origins.update(dict.fromkeys(read_config_file(config_file), "file"))
    origins.update(dict.fromkeys(_read_environment(os.environ), "environment"))
    return origins


def find_setting(key: str) -> str:
    """Return the name of a setting, written with _ or -. Raises ConfigurationError with the nearest name."""
    setting = key.replace("-", "_")
    if setting not in _READERS:
        raise ConfigurationError(_("there is no setting named {key}").format(key=key), hint=_nearest(setting))
    return setting


def read_setting(setting: str, text: str) -> Any:
    """Return the value a text gives a setting. Raises ConfigurationError."""
    return _read(setting, text, setting)


def read_config_file(path: Path) -> dict[str, Any]:
    """Return the settings of a configuration file; none where there is no file. Raises ConfigurationError."""
    if not path.is_file():
        return {}
    try:
        data = parse_yaml(read_text(path)) or {}
    except (OSError, UnicodeDecodeError, UserFileError) as error:
        raise ConfigurationError(
            _("{path} cannot be read").format(path=path), hint=_("correct or remove {path}").format(path=path)
        ) from error
    if not isinstance(data, dict):
        raise ConfigurationError(
            _("{path} is not a list of settings").format(path=path), hint=_("write lines like: model: gemma4-e2b")
        )
    values: dict[str, Any] = {}
    for key, value in data.items():
        setting = str(key).replace("-", "_")
        if setting not in _READERS:
            raise ConfigurationError(
                _("{path} has an unknown setting: {key}").format(path=path, key=key), hint=_nearest(setting)
            )
        if value is None:
            continue
        # YAML takes a bare off for a truth value.
        text = ("on" if value else "off") if isinstance(value, bool) else str(value)
        values[setting] = _read(setting, text, _("{key} in {path}").format(key=key, path=path))
    return values


def _nearest(setting: str) -> str:
    near = difflib.get_close_matches(setting, _READERS, 1)
    if near:
        return _("did you mean {name}?").format(name=near[0])
    return _("known settings: {names}").format(names=", ".join(_READERS))


def _read(setting: str, text: str, place: str) -> Any:
    try:
        return _READERS[setting](text)
    except ValueError as error:
        raise ConfigurationError(
            _("{place} has a bad value: it must be {wanted}").format(place=place, wanted=error),
            hint=_("correct {place}").format(place=place),
        ) from None


# Every field has a reader: a setting that cannot be read from a file is a bug of this module.
if set(_READERS) != {field.name for field in fields(Settings)}:
    raise TypeError("settings and readers differ")
