tidy = salt.apply(fill)
assert tidy.notna().sum().sum() >= salt.notna().sum().sum()
