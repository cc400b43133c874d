namespace Gossamer.Server.Identity;

/// <summary>Who says who a client is.</summary>
internal enum IdentityMode
{
    /// <summary>The client itself: names are as given.</summary>
    Open,

    /// <summary>A JSON Web Token.</summary>
    Jwt,

    /// <summary>A header of a proxy that authenticates.</summary>
    TrustedHeader,
}
