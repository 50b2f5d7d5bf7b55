"""Words, numbers, names and offsets of English text: what several stages share. Knows nothing of reports."""
