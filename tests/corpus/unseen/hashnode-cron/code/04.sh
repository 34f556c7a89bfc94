#!/bin/sh
# /usr/local/bin/mail-failure, called by OnFailure=mail-failure@%n.service
unit="$1"
{
  printf 'Subject: [%s] %s failed\n\n' "$(hostname)" "$unit"
  journalctl -u "$unit" -n 40 --no-pager
} | sendmail -t me@okello.example
