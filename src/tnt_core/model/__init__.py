"""The typed domain: what the dataset is made of; one noun, one module."""
