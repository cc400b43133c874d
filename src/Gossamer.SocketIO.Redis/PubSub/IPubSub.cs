namespace Gossamer.SocketIO.Redis.PubSub;

/// <summary>PUBLISH, SUBSCRIBE, PSUBSCRIBE and PUBSUB NUMSUB of Redis. What fails throws what StackExchange.Redis does.</summary>
internal interface IPubSub : IAsyncDisposable, IDisposable
{
    /// <summary>Connects, or goes on trying behind.</summary>
    /// <returns>Whether it is connected by now.</returns>
    Task<bool> ConnectAsync();

    /// <returns>How many got it.</returns>
    Task<long> PublishAsync(string channel, ReadOnlyMemory<byte> payload);

    /// <summary>Messages come one after another, in the order of the channel or of all channels of the pattern.</summary>
    /// <returns>Ends when Redis has let it, however often that takes.</returns>
    Task<ISubscription> SubscribeAsync(string channel, bool isPattern, Action<string, ReadOnlyMemory<byte>> handler);

    /// <returns>How many have subscribed to the channel by its name.</returns>
    Task<long> CountSubscribersAsync(string channel);
}
