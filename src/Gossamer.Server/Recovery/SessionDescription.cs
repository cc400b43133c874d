using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Recovery;

/// <summary>
/// What any server must know of a session besides its messages:
/// <code>
/// description = presence (1 byte) *(name LF)          the names that it watches, UTF-8
/// </code>
/// 64 KiB at most: of very many very long names the last are left out, and the client watches them again by itself or not at all.
/// </summary>
internal readonly record struct SessionDescription(PresenceMode Presence, IReadOnlyCollection<UserName> Watched)
{
    private const char Separator = '\n'; // in no name

    public byte[] Write()
    {
        var names = Encoding.UTF8.GetBytes(string.Join(Separator, Watched.Select(static name => name.Value))).AsSpan();
        if (names.Length >= MeshSession.MaxDescriptionBytes)
            names = names[..names[..(MeshSession.MaxDescriptionBytes - 1)].LastIndexOf((byte)Separator)];
        return [(byte)Presence, .. names];
    }

    public static SessionDescription Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || !Enum.IsDefined((PresenceMode)bytes[0]))
            return new(PresenceMode.List, []);
        var watched = new List<UserName>();
        foreach (var name in Encoding.UTF8.GetString(bytes[1..]).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
            if (UserName.TryCreate(name, out var user, out _))
                watched.Add(user);
        return new((PresenceMode)bytes[0], watched);
    }
}
