using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>Who a connection may be.</summary>
internal sealed record ConnectionIdentity
{
    /// <summary>Whoever it says.</summary>
    public static ConnectionIdentity Anybody { get; } = new() { IsAnybody = true };

    /// <summary>No user: a server of the old system, which speaks for users of its own.</summary>
    public static ConnectionIdentity Nobody { get; } = new();

    /// <summary>The one user that it may be; null: see <see cref="Anybody"/> and <see cref="Nobody"/>.</summary>
    public UserName? User { get; init; }

    /// <summary>The token that says so, if that has an id.</summary>
    public TokenId? Token { get; init; }

    /// <summary>When that token was issued, if it says so.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Until when it holds; null: as long as the connection.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    private bool IsAnybody { get; init; }

    /// <summary>May this connection be that user?</summary>
    public bool MayBe(UserName user) => IsAnybody || User == user;
}
