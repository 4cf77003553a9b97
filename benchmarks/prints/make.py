"""Lay out the documents here as PDFs: `python -m benchmarks.prints.make FOLDER [--held] [--drawn FIRST:LAST]`.

Needs `soffice`, `chromium`, and the fonts of IPA and Noto. Texts called `held` and the seeds from 100 on are not looked
at while the reader is written.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.prints.drawn import draw_document
from benchmarks.prints.page import write_page
from benchmarks.prints.sheet import write_sheet
from benchmarks.prints.source import TEXTS, Part, read_source
from benchmarks.prints.word import write_word

SEEN, HELD = range(1, 9), range(101, 109)


def find_documents(*, held: bool, seeds: range | None = None) -> Iterator[tuple[str, dict[str, str], list[Part]]]:
    """Yield name, layout and parts of the documents; only those of other seeds where those are given."""
    for path in sorted(TEXTS.glob("*.txt")) if seeds is None else ():
        if path.stem.startswith("held") == held:
            yield path.stem, *read_source(path.stem)
    for seed in seeds if seeds is not None else HELD if held else SEEN:
        yield f"drawn-{seed:03}", *draw_document(seed)


def main() -> None:
    """Make the PDFs that FOLDER does not have."""
    arguments = parse_arguments((__doc__ or "").splitlines()[0])
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sources: list[Path] = []
        for name, layout, parts in find_documents(held=arguments.held, seeds=arguments.drawn):
            target = arguments.folder / f"{name}.pdf"
            if target.exists():
                continue
            if layout["program"] == "page":
                source = Path(folder) / f"{name}.html"
                source.write_text(write_page(layout, parts), encoding="utf-8")
                _print_page(source, target)
            elif layout["program"] == "word":
                sources.append(Path(folder) / f"{name}.docx")
                sources[-1].write_bytes(write_word(layout, parts))
            else:
                sources.append(Path(folder) / f"{name}.fods")
                sources[-1].write_text(write_sheet(layout, parts), encoding="utf-8")
        if sources:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(arguments.folder)]
            subprocess.run([*command, *map(str, sources)], check=True, stdout=subprocess.DEVNULL)


def parse_arguments(description: str) -> argparse.Namespace:
    """Return what the command line says of which documents."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", action="store_true", help="those that were held back")
    parser.add_argument("--drawn", type=_read_seeds, help="only those that these seeds draw, as FIRST:LAST")
    parser.add_argument("--diff", help="show what differs in the document of this name")
    return parser.parse_args()


def _read_seeds(text: str) -> range:
    first, _, last = text.partition(":")
    return range(int(first), int(last or first) + 1)


def _print_page(source: Path, target: Path) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-pdf-tagging"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
