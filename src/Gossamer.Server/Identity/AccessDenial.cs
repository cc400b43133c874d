namespace Gossamer.Server.Identity;

/// <summary>
/// Why a connection may be nobody: a code for programs, a sentence for people. Neither says what of a token was wrong beyond what its owner
/// can mend.
/// </summary>
internal sealed record AccessDenial(string Code, string Message)
{
    /// <summary>It brought nothing that says who it is.</summary>
    public static readonly AccessDenial Unauthorized = new("unauthorized", "this server wants to know who you are");

    /// <summary>The token, or what stands for it, is not accepted.</summary>
    public static readonly AccessDenial BadToken = new("bad-token", "the token is not accepted");

    /// <summary>The token was good once.</summary>
    public static readonly AccessDenial TokenExpired = new("token-expired", "the token has expired");

    /// <summary>The token, or all of its user's, was revoked.</summary>
    public static readonly AccessDenial Revoked = new("revoked", "the token was revoked");

    /// <summary>More tokens came from its address than are checked.</summary>
    public static readonly AccessDenial TooFast = new("too-fast", "too many clients come from this address at once; wait some seconds");

    /// <summary>The token lives for longer than this server remembers what was revoked.</summary>
    public static readonly AccessDenial TokenLivesTooLong = new("bad-token", "the token lives for longer than this server accepts");
}
