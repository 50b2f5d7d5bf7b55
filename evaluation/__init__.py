"""Predictions for the scorers, the table of figures, and the gate that pins them."""
