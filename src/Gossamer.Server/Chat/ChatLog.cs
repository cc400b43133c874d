using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>The chat's story; the mesh tells where a message went. Lines per message are at Debug and never hold a text.</summary>
internal static partial class ChatLog
{
    [LoggerMessage(4100, LogLevel.Information, "{User} connected {Connections} times ({Connection})")]
    public static partial void UserConnected(this ILogger logger, UserName user, int connections, string connection);

    [LoggerMessage(4101, LogLevel.Information, "{User} has {Sessions} sessions here: {Reason} ({Connection})")]
    public static partial void ConnectionEnded(this ILogger logger, UserName user, int sessions, string reason, string connection);

    [LoggerMessage(4104, LogLevel.Debug, "Connection {Connection} opened")]
    public static partial void Connected(this ILogger logger, string connection);

    [LoggerMessage(4103, LogLevel.Debug, "Refused {Event} of {Connection}: {Code}")]
    public static partial void Refused(this ILogger logger, string connection, string @event, RefusalCode code);

    [LoggerMessage(4107, LogLevel.Information, "Disconnected {Connection}: too fast; it sent {Event} on and on after it was told")]
    public static partial void DisconnectedTooFast(this ILogger logger, string connection, string @event);

    [LoggerMessage(4106, LogLevel.Debug, "The client of {Connection} is back")]
    public static partial void Returned(this ILogger logger, string connection);

    [LoggerMessage(4110, LogLevel.Debug, "Message {Id} received from {From} to {To}, {Bytes} bytes of text")]
    public static partial void Received(this ILogger logger, MessageId id, UserName from, UserName to, int bytes);

    [LoggerMessage(4111, LogLevel.Debug, "Message {Id}: delivered to {Delivered} connections on {Servers} servers")]
    public static partial void Routed(this ILogger logger, MessageId id, int delivered, int servers);

    [LoggerMessage(4113, LogLevel.Debug, "File {Id}: delivered to {Delivered} connections on {Servers} servers")]
    public static partial void FileRouted(this ILogger logger, MessageId id, int delivered, int servers);

    [LoggerMessage(4114, LogLevel.Debug, "A file of {Server} is none, or not of a user there")]
    public static partial void FileRefused(this ILogger logger, NodeId server);

    [LoggerMessage(4112, LogLevel.Error, "Message {Id} could not be routed")]
    public static partial void RoutingFailed(this ILogger logger, Exception fault, MessageId id);
}
