namespace Gossamer.SocketIO.Redis.PubSub;

/// <summary>What was subscribed to.</summary>
internal interface ISubscription
{
    Task UnsubscribeAsync();
}
