"""Tasks on batches of records: in one process, or by whatever engine hands batches to a class (Ray, Dask, Spark)."""

from sakura_cli.batch.task_batch import TaskBatch

__all__ = ["TaskBatch"]
