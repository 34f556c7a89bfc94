defmodule Nest.Printer do
  use Rookery.Consumer, max_demand: 20

  @impl true
  def handle_events(events, _from, state) do
    for {id, line} <- events do
      IO.puts("#{id}: #{String.trim(line)}")
    end

    {:noreply, [], state}
  end
end
