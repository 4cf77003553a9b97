"""Replies, scored: three invented companies with their documents, and inquiries to each.

`held` was not looked at while the rules were written. `other` is of another hand that knew none of them: two of its
20 mails were addressed wrongly at first. After names and questions were mended by reading its mails, the first run
with a model stated 14 of its 37 facts and promised nothing.
"""
