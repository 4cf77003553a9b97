"""What plain text draws with blanks and lines: tables, forms, labels with their values, two columns side by side."""
