"""Replies: a draft that answers a mail in the words of the house's documents, and leaves open what they do not say."""
