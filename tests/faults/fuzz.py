"""Long fuzzing of what reads untrusted bytes: `python -m tests.faults.fuzz gguf|decode|bundle --minutes 10`.

Sound files are damaged at random; whatever comes of it must be an answer or an error of sakura's own, in time and in
bounded memory. The first case that is neither is written to a file, and the run ends with 1.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.errors import SakuraError
from sakura_cli.models import gguf
from sakura_cli.models.sources.bundle import BundleSource
from tests.fakes.tiny_models import write_tiny_model
from tests.fakes.weights import write_gguf

Target = Callable[[bytes], object]
MOST_SECONDS_A_CASE = 10
MOST_MEMORY_BYTES = 1 << 30
_INTEGERS = [0, 1, 2, 7, 8, 9, 31, 32, 255, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1]
_TEXT = "会議は１０月３日（火）10:00から。費用は12万円、担当は髙橋・𠮟責なし。ﾃｽﾄ①～\r\nHello, world.\t終わり。\n"
_PIECES = [b"\x1b$B", b"\x1b(B", b"\x1b(I", b"\x1b$(D", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x8e\xb1", b"\x8f"]
_PIECES += [b"\x00", b"\x81", b"\xfc\xfc", b"\xf4\x90\x80\x80", b"\xed\xa0\x80", b"\xc0\x80", b"\xf3\xa0\x80\x81"]


def damage(data: bytes, chance: random.Random, pieces: list[bytes]) -> bytes:
    """Return data with one to eight changes."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(content) + 1)
        match chance.randrange(6):
            case 0 if content:
                content[place % len(content)] = chance.randrange(256)
            case 1:
                form = chance.choice(["<I", "<Q"])
                number = chance.choice(_INTEGERS) & (2 ** (8 * struct.calcsize(form)) - 1)
                content[place : place + struct.calcsize(form)] = struct.pack(form, number)
            case 2:
                del content[place : place + chance.choice([1, 2, 8, 100])]
            case 3:
                content[place:place] = chance.choice(pieces) * chance.choice([1, 1, 2, 50])
            case 4:
                other = chance.randrange(len(content) + 1)
                content[place:place] = content[other : other + chance.choice([4, 8, 64])]
            case _:
                del content[chance.randrange(len(content) + 1) :]
    return bytes(content)


def seeds_of(target: str, folder: Path) -> list[bytes]:
    """Return sound files for a target, small ones."""
    if target == "decode":
        encodings = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp_ext")
        return [_TEXT.encode(name, "ignore") for name in encodings]
    small = write_gguf(folder / "small.gguf", tensor_values=64).read_bytes()
    if target == "gguf":
        return [small, write_tiny_model(folder / "tiny.gguf", "qwen2").read_bytes()[:20_000]]
    return [_make_bundle(small)]


def _make_bundle(weights: bytes) -> bytes:
    import io
    import json
    import tarfile

    facts = {"format": "sakura-model-bundle", "version": 1, "name": "tiny", "repo": "a/b", "revision": "main"}
    facts |= {"file": "t.gguf", "size_bytes": len(weights), "sha256": "0" * 64, "license": "MIT"}  # type: ignore[dict-item]
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.GNU_FORMAT) as archive:
        members = {"manifest.json": json.dumps(facts).encode(), "LICENSE.txt": b"MIT", "weights.gguf": weights}
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return sink.getvalue()


def target_of(name: str, folder: Path) -> Target:
    """Return what is to be fuzzed."""
    if name == "decode":
        return lambda data: decode_document(data, source="fuzz")
    path = folder / "fuzz"

    def read(data: bytes) -> object:
        path.write_bytes(data)
        return gguf.read_header(path) if name == "gguf" else BundleSource(path)

    return read


def fuzz(target: Target, seeds: list[bytes], *, seconds: float, seed: int) -> Counter[str]:
    """Damage and read for so long; return how often each outcome came. Raises RuntimeError with the case as cause."""
    chance, outcomes = random.Random(seed), Counter[str]()  # noqa: S311 - cases, not secrets
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = damage(chance.choice(seeds), chance, [*_PIECES, *(each[:16] for each in seeds)])
        signal.alarm(MOST_SECONDS_A_CASE)
        try:
            target(data)
            outcomes["answered"] += 1
        except SakuraError as error:
            outcomes[f"refused ({error.exit_status})"] += 1
        except BaseException as error:
            Path("fuzz-case.bin").write_bytes(data)
            raise RuntimeError(f"{type(error).__name__} after {outcomes.total()} cases; see fuzz-case.bin") from error
        finally:
            signal.alarm(0)
    return outcomes


def _hang(signal_number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"no answer after {MOST_SECONDS_A_CASE} seconds")


def main() -> int:
    """Fuzz one target and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=["gguf", "decode", "bundle"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeds = seeds_of(arguments.target, folder)
        target = target_of(arguments.target, folder)
        outcomes = fuzz(target, seeds, seconds=60 * arguments.minutes, seed=arguments.seed)
    peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    figures = ", ".join(f"{outcome}: {count}" for outcome, count in sorted(outcomes.items()))
    print(f"{arguments.target}: {outcomes.total()} cases, {figures}; peak memory {peak_bytes >> 20} MiB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
