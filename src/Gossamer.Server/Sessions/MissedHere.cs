using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Sessions;

/// <summary>Finds here what a user got after a message, for a connection that is here as well.</summary>
internal sealed class MissedHere(ConnectionRegistry users, Settling settling, ILogger<MissedHere> logger)
{
    /// <summary>For threads that were on their way to the one connection when the other came.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    /// <summary>Adds what is known here; false when nothing is.</summary>
    public bool TryAdd(CatchingUp catchingUp, SocketConnection back, UserName user, MessageId since)
    {
        if (MissedMessages.Take(users, user, since, isShown: true, static (_, _) => true, back) is not { } missed)
            return false;
        catchingUp.Remember(missed.Source.Had.Snapshot());
        _ = FollowAsync(missed, catchingUp.Add(missed.Packets)!);
        return true;
    }

    private async Task FollowAsync(MissedMessages.Missed missed, ITold told)
    {
        try
        {
            await settling.WaitAsync(missed.Source, Least);
            missed.EndJoining();
            foreach (var packet in missed.Later())
                told.Tell(packet);
        }
        catch (Exception fault) // nobody may wait for this task
        {
            logger.HandingOverFailed(fault);
        }
        finally
        {
            told.End();
            missed.End("its client is back");
        }
    }
}
