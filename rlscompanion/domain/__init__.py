"""The facts and rules of the program as frozen values and pure functions, with the standard library only."""
