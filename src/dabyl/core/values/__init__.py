"""Instants, periods, ids, languages, codes and problems."""
