using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Chat;

/// <summary>Loads that are measured in turn, each by each build.</summary>
internal sealed class ChatTable(IReadOnlyList<ChatShape> shapes, IReadOnlyList<string> programs)
{
    private readonly List<(ChatShape Shape, int Program)> _plan =
        [.. shapes.SelectMany(shape => Enumerable.Range(0, programs.Count).Select(program => (shape, program)))];

    private List<LoadRound>[] _rounds = [];

    public async Task RunAsync(int rounds, TimeSpan roundTime)
    {
        List<ChatLoad> loads = [];
        foreach (var (shape, program) in _plan)
            loads.Add(await ChatLoad.StartAsync(programs[program], shape));
        foreach (var load in loads)
            await load.RunAsync(roundTime); // the compiler's warming up
        _rounds = [.. loads.Select(static _ => new List<LoadRound>())];
        for (var i = 0; i < rounds; i++)
            for (var n = 0; n < loads.Count; n++)
                _rounds[n].Add(await loads[n].RunAsync(roundTime));
        foreach (var load in loads)
            await load.DisposeAsync();
    }

    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{shapes[0].Pairs} pairs, {shapes[0].InFlight} in flight each");
        yield return $"  {"",-32}{"messages/s",12}{"ratio",8}{"CPU, us/message",18}{"ratio",8}";
        for (var load = 0; load < _plan.Count; load++)
        {
            var (shape, program) = _plan[load];
            var name = program == 0 ? shape.Name : string.Create(CultureInfo.InvariantCulture, $"{shape.Name}, build {program + 1}");
            yield return $"  {name,-32}{Column(load, "N0", static round => round.MessagesPerSecond),20}"
                + $"{Column(load, "N2", static round => round.CpuMicroseconds),26}";
        }
    }

    private string Column(int load, string format, Func<LoadRound, double> value)
    {
        var ratio = Median.Of(_rounds[load].Zip(_rounds[0], (one, first) => value(one) / value(first)));
        return Median.Of(_rounds[load].Select(value)).ToString(format, CultureInfo.InvariantCulture)
            + ratio.ToString("N2", CultureInfo.InvariantCulture).PadLeft(8);
    }
}
