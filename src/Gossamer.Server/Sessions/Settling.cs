using Gossamer.Server.Chat;

namespace Gossamer.Server.Sessions;

/// <summary>Waits for a connection that is itself being told what it missed: who has it after that has all of it.</summary>
internal sealed class Settling(ChatSessionOptions options, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <param name="connection">The connection.</param>
    /// <param name="least">How long to wait at least.</param>
    public async Task WaitAsync(SocketConnection connection, TimeSpan least)
    {
        var start = time.GetTimestamp();
        await Task.Delay(least, time);
        while (connection.IsJoining && time.GetElapsedTime(start) < options.MaxJoining + options.AskTimeout)
            await Task.Delay(Look, time);
    }
}
