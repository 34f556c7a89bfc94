private readonly Channel<LogItem> _channel = Channel.CreateBounded<LogItem>(
    new BoundedChannelOptions(10_000)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = false,
    });

private async Task ConsumeAsync(CancellationToken token)
{
    await foreach (var item in _channel.Reader.ReadAllAsync(token))
    {
        await _writer.WriteAsync(item, token);
    }
}
