namespace Gossamer.SocketIO.Hubs.Streams;

/// <summary>
/// The events of a stream. All begin with its number, which the answer to the call gave as <c>{"stream":1}</c>:
/// <code>
/// server -> client  ["stream:item", 1, item]
/// server -> client  ["stream:end", 1]   or   ["stream:end", 1, {"code":"...","message":"..."}]
/// client -> server  ["stream:cancel", 1]
/// </code>
/// After a cancellation the server still sends the end; when the connection is lost nothing more of it comes, even after a recovery.
/// </summary>
internal static class StreamEvents
{
    public const string Item = "stream:item";
    public const string End = "stream:end";

    public static readonly byte[] Cancel = "stream:cancel"u8.ToArray();
}
