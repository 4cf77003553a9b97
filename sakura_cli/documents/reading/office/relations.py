"""What a part of a package names as belonging to it: other parts by their kind, and never what is outside of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.markup import parse_part


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another one names; `kind` is the last word of the type, `target` its name in the archive.

    The target of an external one (a link) is as it is written.
    """

    kind: str
    target: str
    is_external: bool = False


@dataclass
class Relations:
    """The relations of a part by their ids, none where the archive has no list of them."""

    by_id: dict[str, Relation] = field(default_factory=dict)

    def target(self, name: str | None) -> str | None:
        """Return the part that an id names; None for what is missing or outside of the archive."""
        relation = self.by_id.get(name or "")
        return None if relation is None or relation.is_external else relation.target

    def targets(self, kind: str) -> Iterator[str]:
        """Yield the parts of a kind."""
        for relation in self.by_id.values():
            if relation.kind == kind and not relation.is_external:
                yield relation.target


def read_relations(archive: Archive, part: str, *, source: str) -> Relations:
    """Return the relations of a part, of the package for "". Raises BadInputError where their list is malformed."""
    folder, _, name = part.rpartition("/")
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in archive:
        return Relations()
    found: dict[str, Relation] = {}
    for each in parse_part(archive, listing, source=source).iter("rel-Relationship"):
        target, is_external = each.get("Target", ""), each.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, is_external)
    return Relations(found)


def find_main_part(archive: Archive, *, source: str, usual: str) -> str:
    """Return the name of the part with the document itself; `usual` is its usual name."""
    for target in read_relations(archive, "", source=source).targets("officeDocument"):
        if target in archive:
            return target
    return usual
