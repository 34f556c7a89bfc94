import pandas as pd

salt = pd.read_csv("salt.csv", parse_dates=["taken"], index_col="taken")
salt.isna().mean().round(3)
