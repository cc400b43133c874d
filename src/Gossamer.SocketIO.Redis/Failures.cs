using StackExchange.Redis;

namespace Gossamer.SocketIO.Redis;

/// <summary>How StackExchange.Redis says that something did not work; anything else is a bug.</summary>
internal static class Failures
{
    public static bool AreOfRedis(Exception e) =>
        e is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException or OperationCanceledException;
}
