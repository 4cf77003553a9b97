"""A summary written in one request, the whole document shown: for weights that keep what connects its parts.

The checks are those of passages: what the document does not say is given back once, then told in its own words.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from sakura_cli.characters.width import weigh_characters
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.summary import Language, SummaryOptions
from sakura_cli.tasks.framework.drafts import Draft, Passage, Writer, Writing, tokens_for
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.summary.layout import Layout, paragraph_length

_MOST_TOKENS = 1200


def find_template(name: str, language: Language) -> PromptTemplate:
    """Return a prompt of summaries in a language."""
    return load_prompt(f"summarize-{name}" if language == "ja" else f"summarize-{name}-{language}")


def write_whole(
    writer: Writer, passage: Passage, points: int, layout: Layout, options: SummaryOptions
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[Draft]]:
    """Write a summary of a whole document in a style; return a draft for each of its lines."""
    style = options.style
    is_listed = style in ("bullets", "minutes")
    aim = layout.line_characters * (points if is_listed else 1)
    if style == "paragraph":
        aim = paragraph_length(weigh_characters(writer.document)) * layout.line_characters // 100
    limit = min(options.max_chars, aim) if options.max_chars else None
    most = min(_MOST_TOKENS, tokens_for(2 * (limit or aim)) if style != "minutes" else layout.max_line_tokens * points)
    writing = Writing(
        options.lang,
        max_tokens=writer.sampling.budget(most),
        is_single_line=not is_listed,
        avoids_titles=style != "headline",
        limit_characters=limit if style != "headline" or limit else layout.line_characters,
        focus=options.focus,
        points=points if style in ("bullets", "paragraph") else None,
        sampling=writer.sampling,
    )
    name = style if style in ("headline", "minutes") else f"whole-{style}"
    [draft] = yield from writer.write(find_template(name, options.lang), [passage], writing)
    return _cut_lines(draft, points) if style == "bullets" else [draft]


def _cut_lines(draft: Draft, points: int) -> list[Draft]:
    """Return the lines of a draft, as many as were asked for; the draft where it has none."""
    lines = [line for line in draft.text.splitlines() if line.strip()][:points]
    return [
        replace(draft, text=line, replaced=tuple(words for words in draft.replaced if words in line)) for line in lines
    ] or [draft]
