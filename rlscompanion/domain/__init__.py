"""The facts and rules of a bedtime: frozen values and pure functions, with the standard library only."""
