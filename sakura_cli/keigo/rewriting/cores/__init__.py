"""The core word of a predicate: its 尊敬語, 謙譲語 or plain word, by who acts."""
