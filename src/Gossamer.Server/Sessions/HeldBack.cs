using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What is held back for a connection: what came directly, and what was told since a place was kept. The latter goes first, as it would
/// have if it had not been held back.
/// </summary>
internal sealed class HeldBack
{
    private const int Max = 1000;
    private const int MaxBytes = 1024 * 1024; // or one message that is larger

    private readonly List<EncodedPacket> _direct = [];
    private readonly HashSet<MessageKey> _directKeys = [];
    private readonly List<(EncodedPacket Packet, bool IsPlace)> _told = [];
    private int _bytes;

    public bool IsFull => _direct.Count + _told.Count >= Max || _bytes >= MaxBytes;

    /// <summary>What is told is held back too, since something that may still come directly has its place before.</summary>
    public bool KeepsPlaces => _told.Count > 0;

    /// <summary>Whether a message of that key came directly.</summary>
    public bool HasDirect(MessageKey key) => _directKeys.Contains(key);

    public void AddDirect(EncodedPacket packet)
    {
        _direct.Add(packet);
        _bytes += packet.Frame.Length;
        if (MessageKey.Of(packet.Frame.Span) is { } key)
            _directKeys.Add(key);
    }

    public void AddTold(EncodedPacket packet) => Add(packet, isPlace: false);

    /// <summary>A place for a message that is sent only if it comes directly too.</summary>
    public void KeepPlace(EncodedPacket packet) => Add(packet, isPlace: true);

    /// <summary>All, in order, with whether it was told. What came in several ways is there several times.</summary>
    public IEnumerable<(EncodedPacket Packet, bool IsTold)> All()
    {
        var direct = _direct.Select(static packet => packet.Offset).ToHashSet(StringComparer.Ordinal);
        foreach (var (packet, isPlace) in _told)
            if (!isPlace || direct.Contains(packet.Offset))
                yield return (packet, !isPlace);
        foreach (var packet in _direct)
            yield return (packet, false);
    }

    public void Clear()
    {
        _direct.Clear();
        _directKeys.Clear();
        _told.Clear();
        _bytes = 0;
    }

    private void Add(EncodedPacket packet, bool isPlace)
    {
        _told.Add((packet, isPlace));
        _bytes += packet.Frame.Length;
    }
}
