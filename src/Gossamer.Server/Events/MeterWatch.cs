using System.Diagnostics.Metrics;
using System.Globalization;

namespace Gossamer.Server.Events;

/// <summary>
/// Hears what the meters of this server count, and makes of it entries of the <see cref="EventLog"/> and <see cref="ServerTallies"/>: so
/// whatever has a counter needs no second call. Only instruments of rare things are heard, none of the way of a message. What is heard may
/// be told from under any lock: nothing is called here but leaves.
/// </summary>
internal sealed class MeterWatch : IDisposable
{
    /// <summary>The ends of connections that say something of the server's load, or of an attack; all others are in the tallies.</summary>
    private static readonly HashSet<string> Telling = ["memory exhausted", "too slow", "write stalled", "too fast"];

    /// <summary>A peer that is not there: that its link is down has been told, and it goes on in <c>closed</c>.</summary>
    private static readonly HashSet<string> OfNobody =
        ["connect-failed", "connect-timed-out", "connection-lost", "stopping", "left", "moved", "goodbye", "none"];

    private readonly MeterListener _listener = new();
    private readonly LinkStates _links = new();
    private readonly IMeterFactory _meters;
    private readonly EventLog _log;
    private readonly ServerTallies _tallies;

    public MeterWatch(IMeterFactory meters, EventLog log, ServerTallies tallies)
    {
        (_meters, _log, _tallies) = (meters, log, tallies);
        _listener.InstrumentPublished = Choose;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Handler)state!)(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Handler)state!)(value, tags));
        _listener.Start();
    }

    private delegate void Handler(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    public void Dispose() => _listener.Dispose();

    private void Choose(Instrument instrument, MeterListener listener)
    {
        if (ReferenceEquals(instrument.Meter.Scope, _meters) && HandlerOf(instrument.Name) is { } handler)
            listener.EnableMeasurementEvents(instrument, handler);
    }

    private Handler? HandlerOf(string instrument) => instrument switch
    {
        "gossamer.mesh.link.opens" => OnLinkOpened,
        "gossamer.mesh.link.closes" => OnLinkClosed,
        "gossamer.mesh.links.refused" => (count, tags) => Log(new(ServerEventKind.LinkRefused, Reason: Word(tags, "reason")), count),
        "gossamer.mesh.items.refused" => (count, tags) => Log(Of(ServerEventKind.RuleBroken, tags), count),
        "gossamer.mesh.forward.failures" => (count, tags) => Log(Of(ServerEventKind.GivenUp, tags), count),
        "gossamer.mesh.losses" => (count, _) => Log(new(ServerEventKind.Lost), count),
        "gossamer.mesh.recoveries" => (count, tags) => _tallies.Recovered.Add(Word(tags, "result"), (long)count),
        "gossamer.mesh.pause.duration" => OnPaused,
        "gossamer.server.refusals" => (count, tags) => Refused(Word(tags, "code"), count),
        "gossamer.identity.denied" => (count, tags) => Refused(Word(tags, "reason"), count),
        "gossamer.socketio.handshakes.refused" => (count, tags) => Refused(Word(tags, "error.type"), count),
        "gossamer.socketio.connects.refused" => OnConnectRefused,
        "gossamer.server.connections.refused" => (count, _) => Refused("connections", count),
        "gossamer.server.forwards.refused" => (count, _) => Refused("forwards", count),
        "gossamer.socketio.connection.duration" => OnConnectionEnded,
        _ => null,
    };

    private void OnLinkOpened(double count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (peer, direction) = (Word(tags, "peer"), Word(tags, "direction"));
        if (_links.Opened(peer, direction))
            Log(new(ServerEventKind.LinkUp, peer, direction), count);
    }

    private void OnLinkClosed(double count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (peer, direction, reason) = (Word(tags, "peer"), Word(tags, "direction"), Word(tags, "reason"));
        if (_links.Closed(peer, direction))
            Log(new(ServerEventKind.LinkDown, peer, direction, reason), count);
        else if (!OfNobody.Contains(reason))
            Log(new(ServerEventKind.LinkFailed, peer, direction, reason), count);
    }

    private void OnPaused(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _log.Add(new(ServerEventKind.Paused), text: seconds.ToString("0.0' s'", CultureInfo.InvariantCulture));

    /// <summary>Those that the identity refused have been counted as that.</summary>
    private void OnConnectRefused(double count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var reason = Word(tags, "error.type");
        if (reason != "refused")
            Refused(reason, count);
    }

    private void OnConnectionEnded(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var reason = Word(tags, "socketio.end.reason");
        _tallies.Closes.Add(reason, 1);
        if (Telling.Contains(reason))
            Log(new(ServerEventKind.Closed, Reason: reason), 1);
    }

    private void Refused(string code, double count)
    {
        _tallies.Refused.Add(code, (long)count);
        Log(new(ServerEventKind.Refused, Reason: code), count);
    }

    private void Log(EventKey key, double count) => _log.Add(key, (long)count);

    private static EventKey Of(ServerEventKind kind, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        new(kind, Word(tags, "peer"), Reason: Word(tags, "reason"));

    private static string Word(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (tag, value) in tags)
            if (tag == name)
                return value as string ?? "";
        return "";
    }
}
