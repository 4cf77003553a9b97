"""How good results are: every task scored on data files, beside the plain prompt on the same weights."""
