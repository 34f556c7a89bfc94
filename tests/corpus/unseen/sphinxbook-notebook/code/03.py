def fill(column: pd.Series, longest: str = "3h") -> pd.Series:
    """Fill short gaps by time; leave the long ones open."""
    gap = column.isna()
    run = gap.ne(gap.shift()).cumsum()

    width = gap.groupby(run).transform("sum") * pd.Timedelta("10min")
    filled = column.interpolate("time")
    return filled.where(~gap | (width <= pd.Timedelta(longest)))
