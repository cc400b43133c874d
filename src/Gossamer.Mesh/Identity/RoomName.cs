using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// A valid name of a room that sessions join (<see cref="MeshSession.JoinAsync"/>): by the rules for the names of users
/// (<see cref="UserName"/>). Case-sensitive, and of rooms alone: a user and a room may have the same name.
/// </summary>
public readonly record struct RoomName
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = UserName.MaxLength;

    private const string Scope = "sessions"; // namespaces of Socket.IO begin with a slash

    private readonly UserName _name;

    private RoomName(UserName name) => _name = name;

    /// <summary>The name; empty only for <c>default</c>, which is no valid name.</summary>
    public string Value => _name.Value;

    /// <summary>What servers call it among each other.</summary>
    internal RoomKey Key => RoomKey.Of(Scope, Value);

    /// <summary>
    /// Marks what was sent to the room in its members' streams, in 28 bits; not 0. A stream is one user's, so that two rooms of the same
    /// tag matter only to somebody who is in both, with different clients.
    /// </summary>
    internal uint Tag => Math.Max(1, (uint)(StableHash.Of(Value) >> (64 - StreamEntry.RoomTagBits)));

    /// <summary>Makes a name of what a client sent.</summary>
    /// <param name="text">What was sent. White space around it is left out.</param>
    /// <param name="room">The name, when it is one.</param>
    /// <param name="error">What is wrong, in words fit for the client, when it is not.</param>
    public static bool TryCreate(string? text, out RoomName room, [NotNullWhen(false)] out string? error)
    {
        var isName = UserName.TryCreate(text, out var name, out var fault);
        error = fault is null ? null : "of a room as of a user: " + fault;
        room = isName ? new(name) : default;
        return isName;
    }

    /// <summary>Takes a name from a peer: valid as it stands, nothing to trim.</summary>
    internal static bool TryTakeExact(string text, out RoomName room)
    {
        var isName = UserName.TryTakeExact(text, out var name);
        room = isName ? new(name) : default;
        return isName;
    }

    /// <summary>The name itself.</summary>
    public override string ToString() => Value;
}
