import numpy as np

spectrum = np.abs(np.fft.rfft(samples))
print(np.argmax(spectrum) * rate / len(samples))
