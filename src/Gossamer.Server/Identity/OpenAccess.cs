namespace Gossamer.Server.Identity;

/// <summary>Names are as given, as in the old system.</summary>
internal sealed class OpenAccess : IUserAccess
{
    public bool IsOpen => true;

    public ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation) =>
        new(ConnectionIdentity.Anybody);
}
