"""Replies, scored: five invented companies with their documents, and inquiries to each.

`held` was not looked at while the rules were written. `other` is of another hand that knew none of them: two of its
20 mails were addressed wrongly at first. After names and questions were mended by reading its mails, the first run
with a model stated 14 of its 37 facts and promised nothing. `movers` is of another hand again, whose customers say
things in words far from the sources'. At first look, before replies were found by their place, 3 of its 54 facts were
stated and 4 of 5 open questions left open, and one mail was addressed wrongly. With that it was 10 of 54, 4 of 5 and
one; without a model 6, and nothing forbidden, since the end of a greater number counts no longer. Half of a question,
where no other place is nearly as near, was tried and given up: it stated what is of another theme, too.

`spa`, an inn at a hot spring, is of yet another hand, its customers as wordy. At first look, without a model, 16 of its
67 facts were stated and 9 of 10 open questions left open; two drafts said what they must not (a price for day guests,
pardon to one who thanks), and one mail was addressed wrongly. Mails 01 to 10 were read then, and those of `movers`;
mails 11 to 20 not before the rules were done: of their 35 facts 5 were stated at first and 12 then, still with one mail
addressed wrongly and three answers of another theme (a plan for a price that was asked of bathing). With those mended
it is 11 of 35, of `movers` 16 of 54, nothing forbidden and nobody addressed wrongly.
"""
