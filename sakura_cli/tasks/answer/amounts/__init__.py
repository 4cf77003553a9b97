"""Amounts in questions and answers: numbers of the kind that is asked for, and ranges that one asked about is in."""
