"""Replies, scored: three invented companies with their documents, and inquiries to each.

`held` was not looked at while the rules were written. `other` is of another hand that knew none of them: at first look
14 of its 37 facts were stated, nobody was addressed wrongly but three, and nothing was promised.
"""
