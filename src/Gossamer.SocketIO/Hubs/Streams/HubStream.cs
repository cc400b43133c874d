using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.Hubs.Streams;

/// <summary>One stream to a client, from the call to its end.</summary>
internal sealed class HubStream(HubStreams all, int number, CancellationToken disconnected)
{
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(disconnected);

    public int Number => number;

    public CancellationToken Cancelled => _cancelled.Token;

    public byte[] Answer => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""[{"stream":{{number}}}]"""));

    /// <summary>What was registered with the token is the application's, and runs elsewhere: it may take its time, and throw.</summary>
    public void Cancel() => _ = Task.Run(_cancelled.Cancel, CancellationToken.None);

    public void End() => all.Remove(this);
}
