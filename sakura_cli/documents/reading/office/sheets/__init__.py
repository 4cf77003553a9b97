"""Readers of workbooks: Excel's by their XML, others by a library; what they hold is laid out the same way."""
