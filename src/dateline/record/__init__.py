"""The store: append-only reports, readings and judgements; all else is derived from them and can be made again."""
