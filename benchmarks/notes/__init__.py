"""Whether summaries of short notes keep their facts, and minutes their decisions and duties, each with whose it is.

`notes.jsonl` has forty notes of two to five sentences, `minutes.jsonl` twenty records of meetings; both are of a hand
that knew none of the rules. All people and firms are invented.
"""
