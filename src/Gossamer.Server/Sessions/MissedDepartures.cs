using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;

namespace Gossamer.Server.Sessions;

/// <summary>Gives what a user missed to the server where its client has come back by the last message that it saw.</summary>
internal sealed class MissedDepartures(
    MeshNode node, ConnectionRegistry users, HandingOver handingOver, Settling settling, ChatSessionOptions options,
        ILogger<MissedDepartures> logger)
{
    /// <summary>
    /// What a user got after a message. A session that its client has left behind ends here once the asking server has it all.
    /// </summary>
    public bool TryGive(NodeId asker, string key, Ask ask)
    {
        if (!UserName.TryCreate(ask.User, out var user, out _))
            return false;
        var departure = new Departure(node, asker, key, user);
        if (MissedMessages.Take(users, user, new MessageId(ask.Since), isShown: !ask.LeftBehind, departure.Rest) is not { } missed)
            return false;
        var begin = new Begin { User = ask.User };
        SessionDescriptions.AddHad(begin, missed.Source);
        var taken = departure.GoAsync(begin, missed.Packets);
        _ = handingOver.GuardAsync(missed.IsGiven ? GiveAsync(departure, missed, user, taken) : ShowAsync(departure, missed, taken));
        return true;
    }

    private async Task GiveAsync(Departure departure, MissedMessages.Missed missed, UserName user, Task<bool> taken)
    {
        if (await taken)
        {
            await handingOver.AfterTakenAsync(departure, missed.Source, user, missed.Packets.Count);
            missed.End("its client is at another server");
            departure.End();
        }
        else
        {
            logger.NotTaken(user, departure.To);
            missed.TakeBack();
        }
    }

    /// <summary>
    /// Another connection of the user has had it, and goes on: what comes to it before others know of the asking server is told at the end.
    /// </summary>
    private async Task ShowAsync(Departure departure, MissedMessages.Missed missed, Task<bool> taken)
    {
        if (!await taken)
            return;
        await settling.WaitAsync(missed.Source, options.Overlap);
        foreach (var packet in missed.Later())
            departure.Rest(missed.Source, packet);
        departure.End();
    }
}
