"""The first text of a completion in a process of its own: sakura's engine, and llama-cpp-python's own chat API."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

DOCUMENT = (
    "営業部の田中より、希望小売価格を1台48万円とする案が示され、了承された。10月13日現在の内示は、東都化学から60台、"
    "みなと水産から25台、合わせて85台である。佐藤部長は、延期について両社に今週中に説明し、了解を得るよう指示した。"
    "量産は当初の予定を12月1日に延期する。理由は部品の受入検査に3週間かかるためである。初回の生産数は150台とする。"
)

FIRST_OURS = """
import sys
from pathlib import Path
from sakura_cli.inference.calibration import Calibration
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import GenerationRequest, TextDelta
from sakura_cli.tasks.framework.prompts import load_prompt
engine = WorkerEngine()
engine.start()
# The layout that a command takes where nothing was measured.
options = EngineOptions(use_repacking=Calibration().prefers_repacking(prompt_heavy=True))
engine.load(Path(sys.argv[1]), "benchmark", options, Path(sys.argv[3]))
template = load_prompt("summarize-bullets")
values = {name: "" for name in template.variables} | {"document": sys.argv[2]}
request = GenerationRequest(template.render(values), 32, language="ja", source_characters=sys.argv[2])
for event in engine.generate([request]):
    if isinstance(event, TextDelta):
        break
print(event.text, flush=True)
engine.close()
"""

FIRST_THEIRS = """
import sys
try:
    from llama_cpp import Llama
except FileNotFoundError:
    # It was installed without its library: with the one that sakura finds, then.
    for name in [name for name in sys.modules if name.startswith("llama_cpp")]:
        del sys.modules[name]
    import sakura_cli.inference.worker.llama.bindings as bindings
    package = sys.modules["llama_cpp"]
    vars(package).update({name: value for name, value in vars(bindings.lib).items() if not name.startswith("__")})
    from llama_cpp.llama import Llama
from sakura_cli.tasks.framework.prompts import load_prompt
template = load_prompt("summarize-bullets")
prompt = template.render({name: "" for name in template.variables} | {"document": sys.argv[2]})
messages = [{"role": m.role, "content": m.text} for m in prompt.messages]
llama = Llama(sys.argv[1], n_ctx=2048, verbose=False, n_threads=int(sys.argv[3]), n_threads_batch=int(sys.argv[3]))
for chunk in llama.create_chat_completion(messages, stream=True, max_tokens=32, temperature=0):
    if chunk["choices"][0]["delta"].get("content"):
        break
print(flush=True)
"""


def show_ratio(first: list[list[float]], second: list[list[float]], index: int) -> str:
    ratios = sorted(one[index] / other[index] for one, other in zip(first, second, strict=True))
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def seconds_to_first_line(script: str, path: Path, *arguments: str) -> float:
    """Return the seconds from the start of a process to the first line it prints."""
    started = time.perf_counter()
    command = [sys.executable, "-c", script, str(path), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("a process printed nothing")
        seconds = time.perf_counter() - started
        process.stdout.read()
    return seconds
