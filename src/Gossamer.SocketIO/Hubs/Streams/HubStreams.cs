using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gossamer.SocketIO.Hubs.Streams;

/// <summary>The streams of one socket; bounded.</summary>
internal sealed class HubStreams(int bound)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, HubStream> _streams = [];
    private int _lastNumber;

    public bool TryBegin(CancellationToken disconnected, [NotNullWhen(true)] out HubStream? stream)
    {
        lock (_gate)
        {
            stream = null;
            if (_streams.Count >= bound)
                return false;
            stream = new HubStream(this, ++_lastNumber, disconnected);
            _streams.Add(stream.Number, stream);
            return true;
        }
    }

    /// <summary>The client wants no more of one; a number that is none, or no longer one, is left alone.</summary>
    public void Cancel(in EventMessage message)
    {
        var reader = message.ReadArguments();
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var number))
            return;
        lock (_gate)
        {
            if (_streams.TryGetValue(number, out var stream))
                _ = message.Socket.Namespace.Server.CancelAsync(message.Socket, stream.Cancellation); // runs nothing here
        }
    }

    /// <summary>What is removed is not cancelled any more. Disposing waits for callbacks that run, which may want the lock.</summary>
    public void Remove(HubStream stream)
    {
        lock (_gate)
            _streams.Remove(stream.Number);
        stream.Cancellation.Dispose();
    }
}
