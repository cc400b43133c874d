using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What a session had had when it came here: what another server that has a copy of it got before they parted is among that.
/// </summary>
internal sealed class CommonPast
{
    private readonly HashSet<string> _offsets;
    private readonly long? _since; // of what is known

    /// <param name="before">The offset of what came before the first packet; null or empty if that is not known.</param>
    /// <param name="packets">What the session had.</param>
    public CommonPast(string? before, IReadOnlyCollection<EncodedPacket> packets)
    {
        _offsets = packets.Select(static packet => packet.Offset!).ToHashSet(StringComparer.Ordinal);
        _since = packets.Select(AtOf).FirstOrDefault(static at => at is not null);
        if (!string.IsNullOrEmpty(before))
            _offsets.Add(before);
    }

    private CommonPast(HashSet<string> offsets, long? since) => (_offsets, _since) = (offsets, since);

    /// <summary>Of copies that parted at different times.</summary>
    public CommonPast With(CommonPast other) => new(
        new HashSet<string>(_offsets.Concat(other._offsets), StringComparer.Ordinal), _since < other._since ? _since : other._since
            ?? _since);

    /// <summary>What came to the copy alone. What is older than all that is known here was had, and let go of since.</summary>
    public List<EncodedPacket> Without(List<EncodedPacket> copy)
    {
        var parted = copy.FindIndex(packet => _offsets.Contains(packet.Offset!));
        var known = parted >= 0 ? copy[parted..] : copy.FindAll(packet => _since is not { } since || AtOf(packet) >= since);
        return known.FindAll(packet => !_offsets.Contains(packet.Offset!));
    }

    private static long? AtOf(EncodedPacket packet) => InstantMessageFrame.AtOf(packet.Frame.Span);
}
