"""Reading: one module a format, from bytes to a document."""
