"""Cues of subtitles: whether what they say can be read in the time for which they are shown."""
