namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What is called how in the results of requests.</summary>
internal static class ServerNames
{
    /// <summary>A server that does not say its name: none of Node does, nor does one that does not answer.</summary>
    public const string Unknown = "?";

    /// <summary>It is not there, and without it nobody knows which servers are.</summary>
    public const string Redis = "redis";
}
