"""Renderers: each turns the results of a run into one format and does nothing else."""
