"""`sakura config`: the settings, where each comes from, and the file that holds the user's."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

import typer

from sakura_cli.api.saving import write_file
from sakura_cli.cli.application import Application
from sakura_cli.cli.terminal import console
from sakura_cli.errors import ConfigurationError, StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.paths import config_file, private_directory
from sakura_cli.settings import (
    Settings,
    environment_name,
    find_origins,
    find_setting,
    read_config_file,
    read_setting,
)
from sakura_cli.user_files import UserFileError, parse_yaml

config_app = Application(help=_("Show and change the settings."), no_args_is_help=True)

_VERSION = 1
# Where a value comes from, as the list of the settings says it.
_ORIGINS = {"default": _("default"), "file": _("file"), "environment": _("environment ({name})")}

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help=_("A setting of `sakura config show`."))]


@config_app.command(
    "show", help=_("Show every setting: its value, and whether it comes from the environment, the file or nowhere.")
)
def show(as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False) -> None:
    """Run `sakura config show`."""
    path = config_file()
    values, origins = Settings.resolve({}, config_file=path), find_origins(path)
    if as_json:
        rows = {name: {"value": getattr(values, name), "origin": origin} for name, origin in origins.items()}
        console.write_json({"version": _VERSION, "file": str(path), "settings": rows})
        return
    lines = {name: f"{name}: {_format(getattr(values, name))}" for name in origins}
    width = max(map(len, lines.values()))
    for name, origin in origins.items():
        place = _ORIGINS[origin].format(name=environment_name(name))
        console.write_result(f"{lines[name]:<{width}}  # {place}")


@config_app.command("path", help=_("Print where the configuration file is, or would be."))
def show_path() -> None:
    """Run `sakura config path`."""
    console.write_result(str(config_file()))


@config_app.command("get", help=_("Print the value a task would use; an empty line where the choice is the engine's."))
def get(key: KeyArgument) -> None:
    """Run `sakura config get`."""
    console.write_result(_format(getattr(Settings.resolve({}, config_file=config_file()), find_setting(key))))


@config_app.command("set", help=_("Write a setting to the configuration file; its other lines and comments stay."))
def set_value(
    key: KeyArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("The value; an empty one takes the setting out."))],
) -> None:
    """Run `sakura config set`."""
    setting = find_setting(key)
    wanted = read_setting(setting, value) if value else None
    path = config_file()
    read_config_file(path)  # what is wrong with the file already is told first
    text = _replace_line(_read_text(path), setting, wanted)
    if _parse(text).get(setting) != wanted:
        raise ConfigurationError(
            _("{key} stands in {path} in a way that cannot be replaced").format(key=key, path=path),
            hint=_("edit {path}").format(path=path),
        )
    try:
        private_directory(path.parent)
    except OSError as error:
        reason = describe_os_error(error)
        raise StorageError(
            _("{folder} cannot be made: {reason}").format(folder=path.parent, reason=reason), hint="sakura config path"
        ) from error
    write_file(path, text.encode("utf-8"))
    name = environment_name(setting)
    if os.environ.get(name):
        console.warn(_("the environment variable {name} goes before the file").format(name=name))


def _read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _replace_line(text: str, setting: str, value: Any) -> str:
    """Return the file's text with one setting changed, added or, for None, taken out."""
    import yaml

    spelling = "[-_]".join(map(re.escape, setting.split("_")))
    lines = [line for line in text.splitlines() if not re.match(rf"{spelling}\s*:", line)]
    if value is not None:
        place = next(
            (place for place, line in enumerate(text.splitlines()) if re.match(rf"{spelling}\s*:", line)), len(lines)
        )
        lines.insert(place, yaml.safe_dump({setting: value}, allow_unicode=True).strip())
    return "\n".join(lines) + "\n" if lines else ""


def _parse(text: str) -> dict[str, Any]:
    try:
        data = parse_yaml(text) or {}
    except UserFileError:
        return {}
    return {str(key).replace("-", "_"): value for key, value in data.items()} if isinstance(data, dict) else {}


def _format(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
