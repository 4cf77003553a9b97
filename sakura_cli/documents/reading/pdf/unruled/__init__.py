"""Tables of a page without lines between their columns: where those are, and which lines make a row.

Left out: the order in which tables are read.
"""
