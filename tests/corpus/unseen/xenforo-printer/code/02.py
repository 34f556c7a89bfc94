import numpy as np

z, error = np.loadtxt("dial.txt", unpack=True)
spectrum = np.abs(np.fft.rfft(error - error.mean()))
period = 1 / np.fft.rfftfreq(len(z), z[1] - z[0])[1:]

print(period[spectrum[1:].argmax()])   # 2.0
