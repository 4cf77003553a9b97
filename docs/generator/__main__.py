"""Write everything that is generated: `python -m docs.generator`, or `make docs`."""

from __future__ import annotations

import os


def main() -> None:
    """Write the files, and delete those that nothing makes any more."""
    # English, whoever generates; helps are made when the commands are imported.
    os.environ["SAKURA_LANG"] = "en"
    from docs.generator.outputs import ROOT, make_files

    files = make_files()
    for path in {path.parent for path in files}:
        if path.name in ("commands", "man"):
            for old in (ROOT / path).glob("*"):
                if old.relative_to(ROOT) not in files:
                    old.unlink()
    for path, text in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
