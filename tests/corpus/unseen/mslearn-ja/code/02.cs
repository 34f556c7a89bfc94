using Hourglass;

using var timer = new SandTimer(TimeSpan.FromSeconds(5));

timer.Elapsed += (_, e) =>
{
    Console.WriteLine($"{e.At:HH:mm:ss} 経過: {e.Count} 回");
};

timer.Start();
Console.ReadLine();
