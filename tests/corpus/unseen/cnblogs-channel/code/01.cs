private readonly BlockingCollection<LogItem> _queue = new(boundedCapacity: 10_000);

public void Start()
{
    for (var i = 0; i < _partitions; i++)
    {
        Task.Factory.StartNew(Consume, TaskCreationOptions.LongRunning);
    }
}

private void Consume()
{
    foreach (var item in _queue.GetConsumingEnumerable())
    {
        _writer.Write(item);   // 同步写盘
    }
}
