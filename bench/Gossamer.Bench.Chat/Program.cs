// Messages between users of two servers, of this build and of others: bench/run chat path-of-the-server [path-of-another ...]
using System.Globalization;
using Gossamer.Bench.Chat;

const int Rounds = 7;
var roundTime = TimeSpan.FromSeconds(2);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} processors, shared by servers and load; medians of {Rounds} rounds of {roundTime.TotalSeconds} s, all "
        + $"loads of a table in turn; ratios to the first of it"));
foreach (var shapes in ChatShape.Tables)
{
    var table = new ChatTable(shapes, shapes[0].IsForAllBuilds ? args : args[..1]);
    await table.RunAsync(Rounds, roundTime);
    Console.WriteLine();
    foreach (var line in table.Lines())
        Console.WriteLine(line);
}
