using System.Collections.Concurrent;
using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Chat;

/// <summary>A connection whose outbox is a list.</summary>
internal sealed class FakeConnection(string id = "c1") : IConnection
{
    private readonly ConcurrentQueue<EncodedPacket> _sent = new();

    public string Id => id;

    public bool IsGone { get; set; }

    public bool IsAwaitingReconnect { get; set; }

    public List<EncodedPacket> Late { get; } = [];

    public bool MayBeElsewhere { get; set; }

    public TimeSpan DisconnectedFor { get; set; }

    public void NoteLate(EncodedPacket packet, MessageKey? key) => Late.Add(packet);

    public long WaitingBytes { get; set; }

    public IReadOnlyList<EncodedPacket> Packets => [.. _sent];

    public IReadOnlyList<string> Sent => [.. _sent.Select(packet => Encoding.UTF8.GetString(packet.Frame.Span))];

    public bool Send(EncodedPacket packet)
    {
        if (!IsGone)
            _sent.Enqueue(packet);
        return !IsGone;
    }

    /// <summary>The users whose sessions it began, and whether the client asked for that.</summary>
    public List<(string User, bool IsWanted)> Sessions { get; } = [];

    public bool SendOnce(EncodedPacket packet, MessageKey key, bool isLate) => Send(packet);

    public void BeginSession(UserName user, bool isWanted) => Sessions.Add((user.Value, isWanted));

    public Joining? Hold() =>
        new(Send, new RecentKeys(TimeProvider.System, TimeSpan.FromMinutes(2), 16), static _ => { }, static _ => false);

    public void Clear() => _sent.Clear();
}
