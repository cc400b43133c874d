using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Sessions;

/// <summary>What all that is handed over to other servers has in common.</summary>
internal sealed class HandingOver(Settling settling, ChatSessionOptions options, ILogger<HandingOver> logger)
{
    private int _underWay;

    /// <summary>How much is being handed over.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Until all that came here in the overlap has been told.</summary>
    public async Task AfterTakenAsync(Departure departure, SocketConnection source, UserName user, int packets)
    {
        logger.Departed(user, departure.To, packets);
        await settling.WaitAsync(source, options.Overlap);
        source.EndJoining();
    }

    /// <summary>Watches over a task that nobody waits for.</summary>
    public async Task GuardAsync(Task handingOver)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await handingOver;
        }
        catch (Exception fault)
        {
            logger.HandingOverFailed(fault);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
