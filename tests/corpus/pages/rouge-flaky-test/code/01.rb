def runs_needed(failure_rate, doubt = 0.01)
  (Math.log(doubt) / Math.log(1 - failure_rate)).ceil
end

runs_needed(0.10)  # => 44
runs_needed(0.02)  # => 228
