"""Lists of records from a document: the rows of tables, sections, and lines that a record each makes."""
