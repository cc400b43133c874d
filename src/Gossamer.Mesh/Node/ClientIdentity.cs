namespace Gossamer.Mesh;

/// <summary>How a client is known when it comes back.</summary>
public sealed record ClientIdentity
{
    /// <summary>A client that does not come back.</summary>
    public static ClientIdentity None { get; } = new();

    /// <summary>
    /// A client that is known by an id that it brings besides its offset, such as Socket.IO's <c>pid</c>. A secret of it and the servers.
    /// </summary>
    /// <param name="key">The id, 1 to 64 characters.</param>
    public static ClientIdentity Keyed(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new() { Key = new(key) };
    }

    /// <summary>
    /// A client that brings nothing but its offset, which bears a key of the mesh's own; and may come back by the id of the last message it
    /// saw.
    /// </summary>
    public static ClientIdentity ByOffset { get; } = new() { IsByOffset = true };

    /// <summary>The session that the client comes from, where it is known by another key than this one.</summary>
    public string? FormerKey { get; init; }

    /// <summary>The offset may be another client's (<see cref="LocatedSession.IsCertain"/>): the session begins as incomplete.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>The last message that the client saw, where it came by that: it may come by it again.</summary>
    public MessageId? LastSeen { get; init; }

    /// <summary>
    /// The rooms of the session that the client comes from (<see cref="LocatedSession.Rooms"/>): it is in them from the start.
    /// </summary>
    public IReadOnlyList<RoomName> Rooms { get; init; } = [];

    private SessionKey Key { get; init; }

    private bool IsByOffset { get; init; }

    internal SessionStart Start(ISessionOutlet outlet, ClientOffset? offset = null) =>
        new(outlet, IsByOffset ? ShortKey(offset) : Key)
        {
            Offset = offset,
            FormerKey = FormerKey is null ? default : new(FormerKey),
            IsLossKnown = IsUncertain,
            LastSeen = LastSeen is { } id ? IdHash.Of(id.Value) : null,
            Rooms = Rooms,
            CanReturn = IsByOffset || !Key.IsNone,
        };

    private static SessionKey ShortKey(ClientOffset? offset) => offset is { Key.IsNone: false } ? offset.Key : SessionKey.NewShort();
}
