using StackExchange.Redis;

namespace Gossamer.SocketIO.Redis;

/// <summary>
/// How servers find each other by way of Redis. <see cref="Key"/> and <see cref="PublishOnSpecificResponseChannel"/> are the same at all
/// servers, those of Node among them (<c>@socket.io/redis-adapter</c>, "Options").
/// </summary>
public sealed class RedisAdapterOptions
{
    /// <summary>Where Redis is, as StackExchange.Redis reads it: <c>127.0.0.1:6379,password=...,ssl=true</c>.</summary>
    public string Configuration { get; set; } = "";

    /// <summary>
    /// Makes the connection in place of <see cref="Configuration"/>, for who needs certificates or has one already. Called once, at start;
    /// the connection is closed when the server stops.
    /// </summary>
    public Func<Task<IConnectionMultiplexer>>? ConnectionFactory { get; set; }

    /// <summary>
    /// What the names of all channels begin with. Default <c>socket.io</c>, as in Node; 1 to 100 letters, digits and signs of ASCII.
    /// </summary>
    public string Key { get; set; } = "socket.io";

    /// <summary>How long a request waits for the answers of other servers (<c>requestsTimeout</c>). Default 5 s; from 1 ms to 10 min.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether answers go to the server that asked, on a channel of its own, instead of to all: less to read where servers are many.
    /// Default false, as in Node.
    /// </summary>
    public bool PublishOnSpecificResponseChannel { get; set; }

    /// <summary>
    /// How many requests of a kind may wait for answers at once; beyond, the other servers count as missing. Default 1,000; at least 1.
    /// </summary>
    public int MaxRequests { get; set; } = 1_000;

    /// <summary>
    /// How large a message of another server may be, in bytes, and an answer of this one. What is larger is passed over, and the log says
    /// so. Default 16 MiB; from 1 KiB to 128 MiB.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How much may wait for Redis to take it, in bytes. What comes beyond reaches the sockets of this server alone, and the log says so.
    /// Default 64 MiB; at least 1 KiB.
    /// </summary>
    public long MaxUnconfirmedBytes { get; set; } = 64 * 1024 * 1024;
}
