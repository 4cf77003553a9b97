"""`sakura lsp`."""

from __future__ import annotations

from sakura_cli.errors import ConfigurationError
from sakura_cli.localization import gettext as _


def lsp() -> int:
    """Tell an editor what is wrong with the keigo (LSP)."""
    try:
        from sakura_cli.cli.editor.server import serve
    except ImportError as error:
        raise ConfigurationError(
            _("the language server takes {package}, which is not installed").format(package=error.name),
            hint="pipx install 'sakura-cli[lsp]'",
            kind="missing-extra",
        ) from None
    serve()
    return 0
