"""Keigo of many records, checked on a cluster of Ray: `python examples/ray_batch.py [IN.jsonl]`.

Runs as it stands: without an argument on a few records of its own, and on a cluster of this machine alone. Needs
`pip install 'sakura-cli[ray]'` on every node, and for tasks with a model `sakura models pull` there, too.
"""

import json
import os
import sys

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import ray

from sakura_cli.batch import TaskBatch

RECORDS = [
    {"id": 1, "text": "社長がおっしゃられたとおりです。"},
    {"id": 2, "text": "資料をご覧になられましたか。"},
    {"id": 3, "text": "本日はよろしくお願いいたします。"},
]


def main() -> None:
    """Check the records and print each with what was found."""
    ray.init(log_to_driver=False)
    records = ray.data.read_json(sys.argv[1], lines=True) if len(sys.argv) > 1 else ray.data.from_items(RECORDS)
    checked = records.map_batches(
        TaskBatch,
        fn_constructor_args=("keigo-check",),
        batch_size=64,
        compute=ray.data.ActorPoolStrategy(size=1),  # engines; one a node
    )
    for row in checked.iter_rows():
        problems = json.loads(row["details"])["problems"] if row["error"] is None else row["error"]
        print(row["id"], json.dumps(problems, ensure_ascii=False))


if __name__ == "__main__":
    main()
