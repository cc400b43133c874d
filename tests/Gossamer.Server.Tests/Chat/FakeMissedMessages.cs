using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;

namespace Gossamer.Server.Tests.Chat;

/// <summary>Finds nothing, and tells what was asked for.</summary>
internal sealed class FakeMissedMessages : IMissedMessages
{
    public List<(string User, string Since)> Asked { get; } = [];

    public void Send(IConnection connection, Joining joining, UserName user, MessageId since)
    {
        Asked.Add((user.Value, since.Value));
        joining.End();
    }
}
