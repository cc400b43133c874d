using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Presence;

/// <summary>Remembers when it was sent something.</summary>
internal sealed class StampedConnection(TimeProvider time) : IConnection
{
    public string Id => "stamped";

    public List<DateTimeOffset> At { get; } = [];

    public bool IsAwaitingReconnect => false;

    public bool MayBeElsewhere => false;

    public TimeSpan DisconnectedFor => TimeSpan.Zero;

    public void NoteLate(EncodedPacket packet, MessageKey? key)
    {
    }

    public long WaitingBytes => 0;

    public string Last { get; private set; } = "";

    public bool Send(EncodedPacket packet)
    {
        At.Add(time.GetUtcNow());
        Last = Encoding.UTF8.GetString(packet.Frame.Span);
        return true;
    }

    public bool SendOnce(EncodedPacket packet, MessageKey key, bool isLate) => Send(packet);

    public void BeginSession(UserName user, bool isWanted)
    {
    }

    public Joining? Hold() =>
        new(Send, new RecentKeys(TimeProvider.System, TimeSpan.FromMinutes(2), 16), static _ => { }, static _ => false);
}
