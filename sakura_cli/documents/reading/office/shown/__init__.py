"""What office programs show without anybody having written it: numbers of lists, glyphs of symbols, equations."""
