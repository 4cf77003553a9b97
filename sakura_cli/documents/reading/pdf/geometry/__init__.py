"""Pages as boxes: lines, columns, paragraphs and tables by where characters stand, whatever file they came from."""
