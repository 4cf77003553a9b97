"""Every shipped prompt in two chat formats: `python -m tests.tasks.framework.golden` writes the records anew."""

from __future__ import annotations

from pathlib import Path

from sakura_cli.inference.worker.chat_template import CHATML, ChatTemplate
from sakura_cli.tasks.framework.prompts import load_prompt

FOLDER = Path(__file__).parent / "golden"
LLAMA = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message.role }}<|end_header_id|>\n\n"
    "{{ message.content }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
FORMATS = {"ChatML": ChatTemplate(CHATML), "Llama 3": ChatTemplate(LLAMA, bos_text="<|begin_of_text|>")}


def render_golden(name: str) -> str:
    """Return a template, its variables standing for themselves, as two families of models would see it."""
    template = load_prompt(name)
    prompt = template.render({variable: f"（{variable}）" for variable in template.variables})
    parts = []
    for title, chat_template in FORMATS.items():
        text = "".join(part.text for part in chat_template.render(prompt))
        parts.append(f"===== {title} =====\n{text}\n")
    return "\n".join(parts)


def main() -> None:
    """Write the file of every shipped template, and delete those of templates that are gone."""
    from tests.tasks.framework.test_prompts import SHIPPED

    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.iterdir():
        file.unlink()
    for name in SHIPPED:
        (FOLDER / f"{name}.txt").write_text(render_golden(name), encoding="utf-8")


if __name__ == "__main__":
    main()
