// Gossamer.Server beside a bare relay, Socket.IO and SignalR: bench/compare
using Gossamer.Bench.Compare;

const string Usage =
    """
    usage: bench/compare [--main|--short|--guard] [--only NAME]... [--scenario NAME]... [--throughput]
                         [--write] [--from] [--aot PATH] [--with PATH]...

      --main        the scenarios that the targets are about, alone
      --short       whether it works, not how well
      --guard       fails when this build is below 0.8 of the bare relay, three times
      --only        a contender by the beginning of its name, as often as wanted
      --scenario    a scenario by a part of its name
      --throughput  without times and first seconds
      --write       puts the results into bench/README.md, compare.json and compare.svg
      --from        measures nothing: the tables and the plot of compare.json
      --aot         the server compiled ahead of time, as build/package has made it
      --with        another build of gossamer to compare, as often as wanted
    """;

if (!Arguments.TryRead(args, out var arguments))
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

if (arguments.IsFromBefore)
{
    Report.Write(arguments.Folder, Report.Read(arguments.Folder));
    return 0;
}

var contenders = Contenders.All(arguments.Programs);
if (arguments.IsGuard)
    return await Guard.RunAsync(contenders);
contenders = [.. contenders.Where(arguments.IsAsked)];
var plan = arguments.Plan;
Console.WriteLine($"{Environment.ProcessorCount} processors, shared by servers and load; {plan.Rounds} rounds of "
    + $"{plan.RoundTime.TotalSeconds} s, in turn");
var results = await new Comparison(contenders, plan).RunAsync(static lines =>
{
    foreach (var line in lines)
        Console.WriteLine(line);
});
if (arguments.IsToBeWritten)
    Report.Write(arguments.Folder, results);
return 0;
