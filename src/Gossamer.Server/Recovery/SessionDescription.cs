using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Recovery;

/// <summary>
/// What any server must know of a session besides its messages:
/// <code>
/// description = presence (1 byte) [SOH features LF] *(name LF)          features: a digit; the names that it watches, UTF-8
/// </code>
/// Servers that know no features take those for a name that is none, and leave it out.
/// 64 KiB at most: of very many very long names the last are left out, and the client watches them again by itself or not at all.
/// </summary>
internal readonly record struct SessionDescription(PresenceMode Presence, IReadOnlyCollection<UserName> Watched)
{
    private const char Separator = '\n'; // in no name
    private const byte FeaturesMark = 0x01; // likewise

    /// <summary>What the client asked for.</summary>
    public ClientFeatures Features { get; init; }

    public byte[] Write()
    {
        ReadOnlySpan<byte> head = Features == ClientFeatures.None
            ? [(byte)Presence]
            : [(byte)Presence, FeaturesMark, (byte)('0' + (int)Features), (byte)Separator];
        var names = Encoding.UTF8.GetBytes(string.Join(Separator, Watched.Select(static name => name.Value))).AsSpan();
        if (names.Length > MeshSession.MaxDescriptionBytes - head.Length)
            names = names[..names[..(MeshSession.MaxDescriptionBytes - head.Length)].LastIndexOf((byte)Separator)];
        return [.. head, .. names];
    }

    public static SessionDescription Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !Enum.IsDefined((PresenceMode)bytes[0]))
            return new(PresenceMode.List, []);
        var features = ReadFeatures(bytes[1..]);
        var watched = new List<UserName>();
        foreach (var name in Encoding.UTF8.GetString(bytes[1..]).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
            if (UserName.TryCreate(name, out var user, out _))
                watched.Add(user);
        return new((PresenceMode)bytes[0], watched) { Features = features };
    }

    /// <summary>Of features that only later servers know nothing is kept.</summary>
    private static ClientFeatures ReadFeatures(ReadOnlySpan<byte> bytes) =>
        bytes is [FeaturesMark, >= (byte)'0' and <= (byte)'9' and var digit, (byte)Separator, ..]
            ? (ClientFeatures)(digit - '0') & ClientFeatures.All
            : ClientFeatures.None;
}
