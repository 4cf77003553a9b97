"""Writing: a document with other words in some of its spans, as the bytes of its format."""
