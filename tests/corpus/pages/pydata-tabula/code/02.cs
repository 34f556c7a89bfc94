decimal net = 19.99m;
decimal tax = Math.Round(net * 0.19m, 2, MidpointRounding.AwayFromZero);
Console.WriteLine(net + tax); // 23.79
