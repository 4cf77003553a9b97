"""Everything that a document labels: by pairs, columns, headings, the blocks of parties, and what stands alone."""
