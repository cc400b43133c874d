using System.Globalization;
using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>What clients say to servers of one kind.</summary>
internal abstract class ChatProtocol
{
    /// <summary>A client's sign of life, for servers that look for it between two rounds.</summary>
    public virtual byte[]? Heartbeat => null;

    /// <summary>Joins as a user, and the room if there is one.</summary>
    public abstract Task<RawWebSocket> JoinAsync(IPEndPoint server, int user, int? room);

    /// <summary>A frame with a message to a user or, if that is given, a room.</summary>
    public abstract byte[] Message(Address address, string text, string? id);

    protected static string NameOf(int key) => string.Create(CultureInfo.InvariantCulture, $"user-{key:D4}");
}

/// <param name="From">The sender.</param>
/// <param name="To">The recipient, or the room.</param>
/// <param name="IsRoom">Which of both.</param>
/// <param name="IsForBoth">Whether both servers have recipients; for who cannot know.</param>
internal readonly record struct Address(int From, int To, bool IsRoom, bool IsForBoth);
