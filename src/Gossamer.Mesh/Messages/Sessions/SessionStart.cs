namespace Gossamer.Mesh;

/// <summary>How a session begins.</summary>
/// <param name="Outlet">The connection.</param>
/// <param name="Key">By which its client is known when it comes back.</param>
internal sealed record SessionStart(ISessionOutlet Outlet, SessionKey Key)
{
    /// <summary>What the client brought; null: it is new.</summary>
    internal ClientOffset? Offset { get; init; }

    /// <summary>The key of the session that the client comes from, where it is another one.</summary>
    internal SessionKey FormerKey { get; init; }

    /// <summary>The client brought something by which it cannot be brought up to date.</summary>
    internal bool IsLossKnown { get; init; }

    /// <summary>A hash of the id of the last message that the client saw, where it came by that.</summary>
    internal uint? LastSeen { get; init; }

    /// <summary>The rooms of the session that the client comes from.</summary>
    internal IReadOnlyList<RoomName> Rooms { get; init; } = [];

    /// <summary>The client can come back by an offset.</summary>
    internal bool CanReturn { get; init; } = true;
}
