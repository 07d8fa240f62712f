"""The regimes of French and European law that local governments meet, by field, each with its texts."""
