using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>Where a client that identifies goes on.</summary>
/// <param name="Offset">
/// Null, the default: it is new. Empty: it was here, but its offset is unknown or not believed, so it is told that it may have missed
/// messages. Else the offset itself.
/// </param>
internal readonly record struct ReturnPoint(string? Offset)
{
    public static readonly ReturnPoint Unknown = new("");

    /// <summary>The session that has the message that the client named.</summary>
    public LocatedSession? Located { get; init; }

    /// <summary>The rooms of the session that the client comes from, where that was found by its offset.</summary>
    public IReadOnlyList<RoomName> Rooms
    {
        get => field ?? [];
        init;
    }
}
