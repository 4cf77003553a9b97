"""A cluster of two nodes in this machine, one of which is killed while the work is under way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

import ray
from ray.cluster_utils import Cluster

from sakura_cli.batch.running import run_local, run_on_ray
from sakura_cli.errors import EngineError

RECORDS = 2000
TASK, KEYWORDS = "keigo-check", {"column": "text", "options": {}, "engine": {}}


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    """Return a cluster; its sockets want a short path."""
    folder = Path("/tmp") / f"ray-{os.getpid()}"  # noqa: S108
    # It notes there which cluster runs.
    (home / "tmp" / "ray").mkdir()
    made = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "temp_dir": str(folder), "include_dashboard": False}
    )
    made.add_node(num_cpus=1)
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


def test_a_node_that_is_killed_loses_no_record_and_doubles_none(cluster: Cluster) -> None:
    texts = ("社長がおっしゃられた。", "資料をご覧になられる。", "了解しました。", "本日は晴れである。")
    records = [{"id": number, "text": f"{number}番。{texts[number % 4]}"} for number in range(RECORDS)]
    node = next(each for each in cluster.list_all_nodes() if each is not cluster.head_node)
    found: list[dict[str, object]] = []
    for part in run_on_ray(records, TASK, KEYWORDS, address=None, actors=2):
        found += part
        if node is not None:
            cluster.remove_node(node, allow_graceful=False)
            node = None
    expected = [record for part in run_local(records, TASK, KEYWORDS) for record in part]
    assert sorted(found, key=lambda record: int(str(record["id"]))) == expected


def test_a_node_without_weights_ends_the_run(cluster: Cluster) -> None:
    with pytest.raises(EngineError) as caught:
        list(run_on_ray([{"id": 1, "text": "本文"}], "summarize", KEYWORDS, address=None, actors=1))
    assert caught.value.kind == "cluster" and "no model is installed" in caught.value.detail
