MANUAL = 40071
answer = client.read_holding_registers(MANUAL - 40001, count=2, slave=3)
