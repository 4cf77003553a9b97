"""Which files are generated, and from what."""

from __future__ import annotations

from pathlib import Path

from docs.generator.bash import make_bash
from docs.generator.fish import make_fish
from docs.generator.keigo_rules import make_rules_page
from docs.generator.keywords import make_keywords
from docs.generator.man import make_man, man_name
from docs.generator.pages import make_index, make_page
from docs.generator.tree import read_tree
from docs.generator.zsh import make_zsh

ROOT = Path(__file__).parents[2]


def make_files() -> dict[Path, str]:
    """Return the text of every generated file, by its path in the repository."""
    root = read_tree()
    files = {Path("docs/commands") / f"{each.path[-1]}.md": make_page(each) for each in root.commands}
    files |= {Path("docs/man") / f"{man_name(each)}.1": make_man(each, root) for each in (root, *root.commands)}
    return {
        **files,
        Path("docs/commands/README.md"): make_index(root),
        Path("docs/keigo-rules.md"): make_rules_page(),
        Path("completions/sakura"): make_bash(root),
        Path("completions/_sakura"): make_zsh(root),
        Path("completions/sakura.fish"): make_fish(root),
        Path("sakura_cli/api/keywords.py"): make_keywords(),
    }
