"""The deadline engine: French time limits, computed and explained; usable alone."""
