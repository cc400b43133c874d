using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Simulation;

/// <summary>What happened: its sum tells whether two runs were the same, its end goes into the report of a failure.</summary>
internal sealed class Trace(Timeline timeline, TextWriter? writer)
{
    private const int Kept = 64;
    private const ulong FnvPrime = 1099511628211;

    private readonly Entry[] _last = new Entry[Kept];
    private readonly Dictionary<int, int> _warnings = [];
    private long _count;

    internal bool IsTold => writer is not null;

    internal ulong Sum { get; private set; } = 14695981039346656037;

    internal void Add(string what, int a, int b = -1, long value = 0, string? detail = null)
    {
        var entry = new Entry(timeline.Now, what, a, b, value, detail);
        if (what != "frame" || writer is not null)
            _last[_count++ % Kept] = entry;
        foreach (var unit in what)
            Fold(unit);
        Fold((ulong)timeline.Now);
        Fold(((ulong)(uint)a << 32) | (uint)b);
        Fold((ulong)value);
        writer?.WriteLine(Text(entry));
    }

    internal IEnumerable<string> LastEvents() =>
        Enumerable.Range(0, (int)Math.Min(_count, Kept)).Select(i => Text(_last[(Math.Max(0, _count - Kept) + i) % Kept]));

    /// <summary>Warnings by their event ids.</summary>
    internal int Warnings(int eventId) => _warnings.GetValueOrDefault(eventId);

    /// <summary>
    /// The log of one server: its warnings are counted, what it says of deliveries goes to the ledger, and all is told when the run is told
    /// event by event.
    /// </summary>
    /// <param name="slot">Which server.</param>
    /// <param name="taken">Told each message that the server took, and the recipient's sessions that it counted.</param>
    internal ILogger<MeshNode> LogOf(int slot, Action<int, int> taken) => new TraceLog(slot, this, taken);

    private void Say(int slot, string text) => writer!.WriteLine(Text(new(timeline.Now, "log", slot, -1, 0, text)));

    private void Fold(ulong value) => Sum = unchecked((Sum ^ value) * FnvPrime);

    private static string Text(Entry e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeSpan.FromTicks(e.Time).TotalSeconds,10:F4} {e.What,-10} {Node(e.A),-3} {Node(e.B),-3} {e.Value,6} {e.Detail}");

    private static string Node(int slot) => slot < 0 ? "" : $"n{slot}";

    private readonly record struct Entry(long Time, string What, int A, int B, long Value, string? Detail);

    private sealed class TraceLog(int slot, Trace trace, Action<int, int> taken) : ILogger<MeshNode>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        private const int RecipientHere = 2040;
        private const int RecipientNotHere = 2041;
        private const int DeliveredFromPeer = 2043;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
                trace._warnings[eventId.Id] = trace.Warnings(eventId.Id) + 1;
            if (trace.IsTold && logLevel >= LogLevel.Information)
                trace.Say(slot, formatter(state, exception));
            if (eventId.Id is RecipientHere or RecipientNotHere or DeliveredFromPeer)
                Taken((IReadOnlyList<KeyValuePair<string, object?>>)state!);
            if (exception is Violation)
                throw exception; // the node would go on
        }

        private void Taken(IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            var (number, connections) = (0, 0);
            foreach (var (name, value) in values)
                if (name == "Message")
                    number = int.Parse(((MessageId)value!).Value, CultureInfo.InvariantCulture);
                else if (name == "Connections")
                    connections = (int)value!;
            taken(number, connections);
        }
    }
}
