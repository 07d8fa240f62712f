"""The rules engine: three-valued, explained; knows nothing of French law and is usable alone."""
