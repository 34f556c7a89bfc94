import barometer

with barometer.open(bus=1, address=0x76) as sensor:
    print(sensor.maker, sensor.read().hectopascal)
