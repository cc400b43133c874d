using System.Text;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Presence;

/// <summary>Remembers when it was sent something.</summary>
internal sealed class StampedConnection(TimeProvider time) : IConnection
{
    public string Id => "stamped";

    public List<DateTimeOffset> At { get; } = [];

    public long WaitingBytes => 0;

    public string Last { get; private set; } = "";

    public bool Send(EncodedPacket packet)
    {
        At.Add(time.GetUtcNow());
        Last = Encoding.UTF8.GetString(packet.Frame.Span);
        return true;
    }
}
