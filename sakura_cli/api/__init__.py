"""The Python API: `Sakura` runs the tasks on texts, documents and files, and returns typed results.

It prints nothing, fetches nothing and knows no command line; `sakura_cli` exports it. The guide is docs/python.md.
"""
