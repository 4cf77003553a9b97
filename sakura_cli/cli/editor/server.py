"""The language server on standard input and output: diagnostics as a text is opened and changed, and quick fixes.

Built on pygls, the extra `lsp`. Left out: rewriting, which changes whole sentences, and everything that takes a model.
"""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

import sakura_cli
from sakura_cli.cli.editor.diagnostics import SOURCE, Remark, find_remarks
from sakura_cli.errors import SakuraError
from sakura_cli.localization import gettext as _


def serve() -> None:
    """Serve an editor until it ends the session."""
    make_server().start_io()


def make_server() -> LanguageServer:
    """Return the server with its features."""
    server = LanguageServer(SOURCE, sakura_cli.__version__, types.TextDocumentSyncKind.Incremental)
    remarks: dict[str, list[Remark]] = {}

    def publish(uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        found = _find(document)
        if isinstance(found, SakuraError):
            told = types.ShowMessageParams(types.MessageType.Warning, found.message)
            server.window_show_message(told)
            found = []
        remarks[uri] = found
        diagnostics = [each.diagnostic for each in found]
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=document.version)
        )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        remarks.pop(uri, None)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    options = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    def fix(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        return [
            _make_fix(uri, each) for each in remarks.get(uri, []) if each.suggestion and _touches(each, params.range)
        ]

    return server


def _find(document: TextDocument) -> list[Remark] | SakuraError:
    """Return the remarks on a document, or what is wrong with the settings of its project."""
    path = Path(to_fs_path(document.uri) or document.filename or "untitled")
    try:
        return find_remarks(document.source, path, document.client_position_at_offset)
    except SakuraError as error:
        return error


def _make_fix(uri: str, remark: Remark) -> types.CodeAction:
    edit = types.TextEdit(range=remark.diagnostic.range, new_text=remark.suggestion)
    return types.CodeAction(
        title=_("write {suggestion}").format(suggestion=remark.suggestion),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[remark.diagnostic],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
        is_preferred=True,
    )


def _touches(remark: Remark, wanted: types.Range) -> bool:
    here = remark.diagnostic.range
    return _key(here.start) <= _key(wanted.end) and _key(wanted.start) <= _key(here.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
