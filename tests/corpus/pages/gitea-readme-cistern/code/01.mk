flash: cistern.hex
	avrdude -p t85 -c usbtiny -U flash:w:$<
