namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>Something that other servers were asked.</summary>
internal interface IPending
{
    /// <summary>By which the answers say what they are answers to.</summary>
    string Id { get; }

    /// <summary>Ends when all have answered.</summary>
    Task Done { get; }
}
