using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>What holds no more: one token, or all that were issued to a user up to a moment.</summary>
/// <param name="User">The user; null: see <paramref name="Token"/>.</param>
/// <param name="Token">The token; null: see <paramref name="User"/>.</param>
/// <param name="At">When it was revoked.</param>
internal readonly record struct Revocation(UserName? User, TokenId? Token, DateTimeOffset At)
{
    public static Revocation Of(UserName user, DateTimeOffset at) => new(user, null, at);

    public static Revocation Of(TokenId token, DateTimeOffset at) => new(null, token, at);

    /// <summary>
    /// Whether it ends a connection. Tokens say in whole seconds when they were issued: one of the second of the revocation is covered too,
    /// and so is one that does not say.
    /// </summary>
    /// <param name="identity">Who the connection may be.</param>
    /// <param name="user">As whom it identified.</param>
    public bool Covers(ConnectionIdentity identity, UserName? user) => Token is { } token
        ? identity.Token == token
        : User is { } revoked && (identity.User ?? user) == revoked && !(identity.IssuedAt > At);

    public override string ToString() => Token is { } token ? $"token {token}" : $"all of {User}";
}
