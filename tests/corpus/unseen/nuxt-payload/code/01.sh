fw_setenv bootargs "console=ttyS0,115200 quiet loglevel=3"
fw_printenv bootargs
