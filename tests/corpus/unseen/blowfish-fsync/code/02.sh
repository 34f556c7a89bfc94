#!/usr/bin/env bash
set -euo pipefail

dmsetup create flaky --table "0 $(blockdev --getsz /dev/vdb) log-writes /dev/vdb /dev/vdc"
mkfs.ext4 -q /dev/mapper/flaky && mount /dev/mapper/flaky /mnt
./orders --dir /mnt --seconds 30 &
sleep 12; dmsetup message flaky 0 mark power-cut
