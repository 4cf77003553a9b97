"""Count what readers said of keigo rewritten by rules alone, and list what nobody has read yet.

    python -m benchmarks.keigo_reading DATA_DIR [--audience external|superior] [--unread] [--approve]

The sentences are those of `keico_casual.jsonl` in DATA_DIR, by their ids, and ours in `casual.txt`, by their lines. A
verdict is kept with a hash of the rewriting it is about: when a rule writes another one it has to be read again.
`--unread` prints those that wait for a reader; `--approve` calls what waits right, after it has been read. No text of a
corpus is kept here.

From line 207 on, ours are as they stand in mails and chats of offices, factories, clinics, shops and town halls. The
first three hundreds were written before the rules were looked at, the rest after; each was read once before anything
was mended for it. Wrong then: lines 207-306 8 (2 left), 307-406 8 (2 left), 407-506 12 (2 left), 507-606 11 (2 left),
607-656 4.

Lines 657-1186 were read most strictly: a missing particle or a casual word in a polite sentence is wrong, too. Wrong at
first: 657-756 15 (1 left), 757-816 5, 817-916 7 (1 left), each before what follows was mended. The last four were
sealed, and read also as the rules of the first hundred had written them: 917-1016 8 (3 left) where it was 11 (2 left),
1017-1076 4 (2 left) where it was 6 (1 left), 1077-1136 4 (1 left) where it was 5 (1 left), 1137-1186 6
where it was 9.

Lines 1187-1586 are of another hand, read as strictly for both audiences. 1187-1386 were sealed: when they were first
read 19 were wrong (13 of them more than a particle or a casual word) and 4 left, and 22 wrong and 6 left as the rules
before them had written them; their kinds were mended after. Of 1387-1586, which the rules were mended for, 26 were
wrong at first (10 of them more than a particle or a casual word) and 5 left.

Lines 1587-1886 are of one more hand, read as strictly for both audiences. Of the odd ones, which the rules were mended
for, 18 were wrong at first (9 of them more than a particle or a casual word). The even ones were sealed: as the rules
before had written them 17 were wrong for a superior and 19 for outsiders (4 and 5 more than a particle or a casual
word) and 3 left; when the mended rules were first read there, 13 and 14 (3 and 5) and 2 left. Four kinds of these were
mended after.

`faults.tsv` has faults of the kinds of 敬語の指針, `accepted.txt` as many sentences that are right, in forties. Of the
first 80, written before the rules of the check were looked at, it found 59 and flagged 3 that are right; of the last
40, written after, 37 and 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sakura_cli.keigo import Audience, Level, check, rewrite
from sakura_cli.keigo.doubts import find_casual, find_plain

FOLDER = Path(__file__).parent
VERDICTS = FOLDER / "verdicts.tsv"


def read_sentences(data: Path) -> Iterator[tuple[str, str]]:
    """Yield each sentence after its id."""
    for line in (data / "keico_casual.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["text"]
    for number, line in enumerate((FOLDER / "casual.txt").read_text(encoding="utf-8").splitlines(), start=1):
        yield f"own-{number:03}", line


def read_verdicts() -> dict[tuple[str, str], tuple[str, str]]:
    """Return the hash and the verdict of each sentence for each audience."""
    if not VERDICTS.is_file():
        return {}
    rows = (line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines())
    return {(each, audience): (digest, verdict) for each, audience, digest, verdict in rows}


def count_faults() -> None:
    """Print how many of the faults the check finds, by their kinds, and how many sentences it flags wrongly."""
    found: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for line in (FOLDER / "faults.tsv").read_text(encoding="utf-8").splitlines():
        kind, sentence = line.split("\t")
        written[kind] += 1
        found[kind] += bool(check(sentence))
    accepted = (FOLDER / "accepted.txt").read_text(encoding="utf-8").splitlines()
    print("faults found", ", ".join(f"{kind} {found[kind]}/{count}" for kind, count in written.items()))
    flagged = sum(bool(check(sentence)) for sentence in accepted)
    print(f"recall {found.total() / written.total():.1%}, flagged wrongly {flagged}/{len(accepted)}")


def main() -> None:
    """Print the counts, and what waits for a reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--audience", choices=[each.value for each in Audience], default=None)
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--approve", action="store_true")
    wanted = parser.parse_args()
    count_faults()
    verdicts = read_verdicts()
    for audience in (Audience.EXTERNAL, Audience.SUPERIOR):
        if wanted.audience not in (None, audience.value):
            continue
        counts: Counter[str] = Counter()
        for each, text in read_sentences(wanted.data):
            written = rewrite(text, level=Level.BUSINESS, audience=audience).text
            digest = hashlib.sha256(written.encode()).hexdigest()[:8]
            known, verdict = verdicts.get((each, audience.value), ("", ""))
            if known != digest:
                verdict = "unread"
                if wanted.unread:
                    print(each, text, "→", written)
                if wanted.approve:
                    verdict = "left" if find_plain(written) or find_casual(written) else "right"
                    verdicts[each, audience.value] = (digest, verdict)
            counts[verdict] += 1
        total = counts.total()
        print(
            audience.value, ", ".join(f"{name} {count} ({count / total:.1%})" for name, count in counts.most_common())
        )
    if wanted.approve:
        lines = ("\t".join((*key, *value)) for key, value in sorted(verdicts.items()))
        VERDICTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
