using System.Collections.Immutable;

namespace Gossamer.SocketIO.Mesh.Wire;

/// <summary>Targets to the messages of rooms.proto and back.</summary>
internal static class TargetCodec
{
    public static Target Encode(BroadcastTarget target)
    {
        var encoded = new Target();
        encoded.Rooms.AddRange(target.Rooms);
        encoded.Except.AddRange(target.Except);
        return encoded;
    }

    /// <summary>What a server is told by others concerns its own sockets.</summary>
    public static BroadcastTarget Decode(Target? target) => target is null
        ? BroadcastTarget.All with { Local = true }
        : BroadcastTarget.All with
        {
            Rooms = Names(target.Rooms),
            Except = Names(target.Except),
            Local = true,
        };

    private static ImmutableHashSet<string> Names(IEnumerable<string> names) => ImmutableHashSet.CreateRange(StringComparer.Ordinal, names);
}
