// Many clients that are mostly idle: what they cost in memory, and how long messages among them take: bench/run scale
using System.Globalization;
using Gossamer.Bench.Scale;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // of reports
switch (args)
{
    case [ClientsProcess.Command, .. var words]:
        await ClientsProcess.RunAsync(ClientsPlan.Parse(words));
        return 0;
    case [var program, "idle"]:
        await new ScaleRun(program, ScalePlan.Idle).RunAsync();
        return 0;
    case [var program, "--short"]:
        await new ScaleRun(program, ScalePlan.Short).RunAsync();
        return 0;
    case [var program]:
        await new ScaleRun(program, ScalePlan.Whole).RunAsync();
        return 0;
    case [var program, var clients]
        when int.TryParse(clients, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 110_000:
        await new ScaleRun(program, ScalePlan.Whole with { Clients = number, Users = number }).RunAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: bench/run scale [idle|--short|clients, up to 110000]");
        return 2;
}
