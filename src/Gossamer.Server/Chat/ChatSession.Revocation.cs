using Gossamer.Server.Identity;

namespace Gossamer.Server.Chat;

/// <content>A revocation ends the connection for good.</content>
internal sealed partial class ChatSession
{
    private bool _isRevoked;

    /// <summary>Ends the connection if the revocation is about it. Its client cannot come back.</summary>
    /// <returns>Whether it is.</returns>
    public bool EndIfCovered(Revocation revocation)
    {
        if (!revocation.Covers(access.Identity, User))
            return false;
        Revoke();
        return true;
    }

    /// <summary>Ends the connection. Its client cannot come back.</summary>
    public void Revoke()
    {
        lock (_gate)
            _isRevoked = true;
        connection.Close();
    }
}
