using System.Diagnostics;
using System.Globalization;
using Gossamer.Mesh.Simulation;

// simulate [--schedules N] [--first SEED] [--seed SEED] [--nodes N] [--join USERS] [--clients 1]
if (ProgramOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ProgramOptions.Usage);
    return 2;
}

if (options.Join is { } users)
{
    foreach (var line in Joining.Measure(users))
        Console.WriteLine(line);
    return 0;
}

var stopwatch = Stopwatch.StartNew();
var report = new Report();
var count = options.Seed is null ? options.Schedules : 1;
for (var i = 0; i < count && report.Failures < 10; i++)
{
    var seed = options.Seed ?? options.First + (ulong)i;
    var tell = options.Seed is null ? null : Console.Out;
    var result = options.Clients ? ClientRun.Of(seed, tell) : Run.Of(seed, options.Nodes, tell);
    report.Add(result);
    if (result.Violation is not null)
        Console.WriteLine(Report.Failure(result));
    if ((i + 1) % 5_000 == 0)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1} schedules, {stopwatch.Elapsed.TotalSeconds:F0} s"));
}

Console.WriteLine(report.Summary(stopwatch.Elapsed));
return report.Failures == 0 ? 0 : 1;
