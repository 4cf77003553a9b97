"""Whether summaries of short notes keep their facts, and minutes their decisions and duties, each with whose it is.

`notes.jsonl` has seventy notes of two to six sentences, `minutes.jsonl` thirty-four records of meetings; all are of
hands that knew none of the rules, and all people and firms are invented. Before anything was made for them a model of
1.5B kept 180 of 229 facts of the first forty notes, and of the first twenty records 27 of 61 duties, 29 of 36 decisions
and 13 of 19 next meetings. What records show themselves, made with these looked at, had of the other fourteen at first
sight 30 of 41 duties, 19 of 23 decisions and 8 of 13 next meetings, and was mended for them after.
"""
