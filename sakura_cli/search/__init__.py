"""Search: passages of documents, an index of their words, and what ranks them; kept on disk only on request."""
