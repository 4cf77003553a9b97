"""Compound files (OLE) of Office before 2007, and its binary workbooks: by a library, and by their own records."""
