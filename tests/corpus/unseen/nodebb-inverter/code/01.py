from pymodbus.client import ModbusSerialClient

client = ModbusSerialClient(port="/dev/ttyUSB0", baudrate=9600)
client.connect()
answer = client.read_holding_registers(40071, count=2, slave=3)
print(answer.registers)      # [0, 4998] – looks like the frequency
