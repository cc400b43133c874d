using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>Sums up many runs.</summary>
internal sealed class Report
{
    private readonly Worst _directories = new();
    private readonly Worst _healed = new();
    private readonly Worst _links = new();
    private long _events;
    private long _messages;
    private long _delivered;
    private TimeSpan _virtual;

    internal int Runs { get; private set; }

    internal int Failures { get; private set; }

    internal void Add(RunResult result)
    {
        Runs++;
        (_events, _messages, _delivered) = (_events + result.Events, _messages + result.Messages, _delivered + result.Delivered);
        _virtual += result.Virtual;
        if (result.Violation is not null)
        {
            Failures++;
            return;
        }

        (result.IsHostile ? _healed : _directories).Add(result.Directories, result.DirectoriesBound, result.Seed);
        _links.Add(result.Links, result.LinksBound, result.Seed);
    }

    /// <summary>The last events, what was broken, and how to see it again; empty when nothing was.</summary>
    internal static string Failure(RunResult result) => result.Violation is not { } violation ? "" : string.Join('\n',
    [
        .. result.LastEvents,
        $"seed {result.Seed} with {result.Nodes} servers broke {violation.Message}",
        $"replay: tests/simulate {OptionsFor(result)}",
    ]);

    private static string OptionsFor(RunResult result) => string.Concat(
        result.IsOfClients ? "--clients 1 " : "",
        $"--seed {result.Seed}",
        result.NodesAsked is { } nodes ? $" --nodes {nodes}" : "");

    internal string Summary(TimeSpan real) => string.Create(CultureInfo.InvariantCulture, $"""
        {Runs} schedules in {real.TotalSeconds:F1} s: {_virtual.TotalHours:F0} h of mesh time, {_events} events
        {_messages} messages, {_delivered} of them delivered
        directories true after the last fault (network keeps its promises): {_directories}
        directories true after the last fault (frames lost in living links): {_healed}
        links up after the last fault: {_links}
        {Runs - Failures} passed, {Failures} failed
        """);

    private sealed class Worst
    {
        private readonly List<double> _all = [];
        private (double Share, TimeSpan Time, TimeSpan Bound, ulong Seed) _nearest;
        private (TimeSpan Time, ulong Seed) _longest;

        internal void Add(TimeSpan time, TimeSpan bound, ulong seed)
        {
            _all.Add(time.TotalSeconds);
            if (time / bound > _nearest.Share)
                _nearest = (time / bound, time, bound, seed);
            if (time > _longest.Time)
                _longest = (time, seed);
        }

        public override string ToString()
        {
            if (_all.Count == 0)
                return "none";
            _all.Sort();
            return string.Create(CultureInfo.InvariantCulture,
                $"median {_all[_all.Count / 2]:F1} s, 99 of 100 {_all[_all.Count * 99 / 100]:F1} s, "
                + $"longest {_longest.Time.TotalSeconds:F1} s (seed {_longest.Seed}), nearest to its bound {_nearest.Time.TotalSeconds:F1} "
                    + $"of {_nearest.Bound.TotalSeconds:F1} s (seed {_nearest.Seed})");
        }
    }
}
