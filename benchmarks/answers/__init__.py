"""Answers from documents, scored; the documents of two invented companies and questions about them lie beside it."""
