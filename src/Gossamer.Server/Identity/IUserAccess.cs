namespace Gossamer.Server.Identity;

/// <summary>
/// The chat's one question about who its clients are: may this connection be that user? Asked with what the client gave, when it joins,
/// comes back, or brings a new token; the answer (<see cref="ConnectionIdentity.MayBe"/>) holds until the next one. Another
/// implementation in the container makes any other scheme.
/// </summary>
internal interface IUserAccess
{
    /// <summary>
    /// A client may be whoever it says. Then who comes back must show by what a server gave to that client alone that it is the same one.
    /// </summary>
    bool IsOpen { get; }

    /// <summary>Who the client may be.</summary>
    ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation);
}
