#!/bin/sh
bundle install --quiet || exit 125
bin/rails db:test:prepare || exit 125

for i in $(seq 44); do
  if ! bin/rails test test/models/invoice_test.rb; then
    echo "red in run $i"
    exit 1
  fi
done
exit 0
