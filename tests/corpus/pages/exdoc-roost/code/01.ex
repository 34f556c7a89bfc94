defmodule Roost.Application do
  use Application

  def start(_type, _args) do
    children = [
      {Roost.Store, []},
      {Roost.Poller, every: 5_000}
    ]

    Supervisor.start_link(children, strategy: :rest_for_one)
  end
end
