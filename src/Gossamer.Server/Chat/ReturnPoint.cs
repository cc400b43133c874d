using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>Where a client comes back to; the default: it is new.</summary>
/// <param name="Offset">Where it was; empty: that is not known, or not believed, and it is told that it may have missed something.</param>
internal readonly record struct ReturnPoint(string? Offset)
{
    public static readonly ReturnPoint Unknown = new("");

    /// <summary>The session that has the message that the client named.</summary>
    public LocatedSession? Located { get; init; }
}
