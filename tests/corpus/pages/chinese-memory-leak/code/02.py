import tracemalloc

tracemalloc.start(10)
warm_up()                      # 先让各种一次性的缓存就位
before = tracemalloc.take_snapshot()

for _ in range(1000):
    handle(request)

after = tracemalloc.take_snapshot()
for stat in after.compare_to(before, "lineno")[:3]:
    print(stat)
