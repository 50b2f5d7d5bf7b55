"""One module an input format; a new format is a new file here (see `acquire.item.Format`)."""
