using Gossamer.SocketIO;

namespace Gossamer.Samples.Hubs;

/// <summary>What the server tells its clients, and asks them.</summary>
public interface IChatClient
{
    /// <summary>The event "said".</summary>
    Task Said(Message message);

    /// <summary>The event "confirm", which a client answers.</summary>
    Task<AckResult<bool>> ConfirmAsync(string question);
}
