def handle_demand(demand, %{file: file} = state) when demand > 0 do
  events = Enum.take(IO.stream(file, :line), demand)
  {:noreply, Enum.with_index(events), state}
end
