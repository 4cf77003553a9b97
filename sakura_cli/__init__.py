"""sakura: private Japanese text work on one's own machine."""

__version__ = "0.1.0"
