from queue import Full, Queue

jobs: Queue[str] = Queue(maxsize=100)
try:
    jobs.put_nowait("report")
except Full:
    print("少し待ってください")
