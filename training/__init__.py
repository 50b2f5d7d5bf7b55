"""Builds the weights of the trained reader. Never imported by the package itself."""
