"""Readers of Markdown: its blocks, what CommonMark does not know, and the marks inside a line."""
