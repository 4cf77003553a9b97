"""The outline of a document: lines, pairs, tables and headings, and how well a label names what is asked for."""
