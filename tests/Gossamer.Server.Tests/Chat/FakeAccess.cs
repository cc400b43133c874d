using Gossamer.Server.Identity;

namespace Gossamer.Server.Tests.Chat;

/// <summary>An answer to who clients may be that a test sets; whoever they say, unless told otherwise.</summary>
internal sealed class FakeAccess : IUserAccess
{
    /// <summary>Who comes back must show that it is the same client.</summary>
    public bool IsOpen { get; init; }

    public AccessResult Answer { get; set; } = ConnectionIdentity.Anybody;

    public List<Introduction> Asked { get; } = [];

    public ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation)
    {
        Asked.Add(client);
        return new(Answer);
    }
}
