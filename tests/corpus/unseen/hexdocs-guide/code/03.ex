iex> {:ok, nest} = Nest.start_link(file: "tern.log")
iex> Rookery.demand(nest)
%{asked: 20, given: 20, waiting: 0}
