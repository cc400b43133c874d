using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.Hubs.Streams;

/// <summary>One stream to a client, from the call to its end.</summary>
internal sealed class HubStream
{
    private readonly HubStreams _all;

    public HubStream(HubStreams all, int number, CancellationToken disconnected)
    {
        (_all, Number) = (all, number);
        Cancellation = CancellationTokenSource.CreateLinkedTokenSource(disconnected);
        Cancelled = Cancellation.Token;
    }

    public int Number { get; }

    /// <summary>The client is gone, or wants no more of it.</summary>
    public CancellationToken Cancelled { get; }

    public byte[] Answer => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""[{"stream":{{Number}}}]"""));

    /// <summary>Cancelled under the lock of all streams, and disposed of when it is no longer one of them.</summary>
    internal CancellationTokenSource Cancellation { get; }

    public void End() => _all.Remove(this);
}
