"""Deleting a model: never while another process fetches it, nor while a task uses it."""

from __future__ import annotations

import contextlib
import time

from sakura_cli.errors import LockTimeoutError, PermissionRefusedError
from sakura_cli.inference.holding import nobody_using
from sakura_cli.localization import gettext as _
from sakura_cli.models.locking import describe_holder, exclusive
from sakura_cli.models.store import Store

# A task of a git hook takes some seconds; a download, or a batch, is not waited for.
PATIENCE_SECONDS = 5.0
_POLL_SECONDS = 0.1


def remove_model(name: str, store: Store | None = None, *, patience_seconds: float = PATIENCE_SECONDS) -> int:
    """Delete a model and what is left of its downloads; return the bytes freed.

    Raises LockTimeoutError (75) while it is being fetched or used, after some patience; ModelUnavailableError (69)
    where there is nothing to delete, PermissionRefusedError (77) in a read-only store.
    """
    store = store or Store()
    if not store.has_anything(name):
        store.get(name)
    lock_file = store.lock_file(name)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(
                exclusive(lock_file, patience_seconds=patience_seconds, state=lambda: None, on_wait=lambda _: None)
            )
        except LockTimeoutError:
            holder = describe_holder(lock_file)
            raise LockTimeoutError(
                _("{holder} is fetching {name}").format(holder=holder, name=name), hint=_again(name)
            ) from None
        except OSError as error:
            raise PermissionRefusedError(
                _("cannot delete {name}: the model store is read-only").format(name=name)
            ) from error
        return _remove_unused(name, store, patience_seconds)


def _remove_unused(name: str, store: Store, patience_seconds: float) -> int:
    manifest = store.find(name)
    if manifest is None or store.is_shared(manifest):
        return store.remove(name)
    deadline = time.monotonic() + patience_seconds
    while True:
        with nobody_using(store.path(manifest)) as is_free:
            if is_free:
                return store.remove(name)
        if time.monotonic() > deadline:
            raise LockTimeoutError(
                _("a task that runs, or a kept engine, uses {name}").format(name=name), hint=_stop(name)
            )
        time.sleep(_POLL_SECONDS)


def _stop(name: str) -> str:
    return _("sakura worker stop; sakura models rm {name}   # when it has ended").format(name=name)


def _again(name: str) -> str:
    return _("sakura models rm {name}   # when it has ended").format(name=name)
