pinMode(BUSY, INPUT);
gpio_hold_en((gpio_num_t)RST);
gpio_deep_sleep_hold_en();
