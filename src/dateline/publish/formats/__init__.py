"""One module an export format: `write(rows, handle)`; a new format is a new file here."""
