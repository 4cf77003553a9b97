"""Tests of batches; those on a cluster are there where Ray is, those of Parquet where pyarrow is."""

from __future__ import annotations

import importlib.util

_NEEDS = {"test_on_ray.py": "ray", "test_parquet.py": "pyarrow"}

collect_ignore = [name for name, package in _NEEDS.items() if importlib.util.find_spec(package) is None]
