"""A rule in other languages: JSON, SQL, dataframe expressions, JSONLogic."""
