using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>signal</c>, server to client: an <c>im</c> with a kind, as the frame that all receivers who asked for signals get, otherwise as
/// <see cref="InstantMessageFrame"/>:
/// <code>
/// frame = 42["signal",{"from":"Anna","to":"Billy","kind":"typing","text":"","id":"...","at":1767225600000}
///       | 42["signal",{"from":"Anna","room":"tea","kind":"typing","text":"","id":"...","at":1767225600000}
/// </code>
/// An event of its own, so that a client that does not know it cannot show it. That it is one is read off the event's name, by whoever has
/// to know (<see cref="Recovery.SignalFrames"/>).
/// </summary>
internal static class SignalFrame
{
    /// <inheritdoc cref="InstantMessageFrame.Write"/>
    public static byte[] Write(in InstantMessage message, MessageId id, long at) => JsonOutput.Begin()
        .Raw("""42["signal",{"from":"""u8).Text(message.From.Value)
        .Raw(message.Room is null ? ""","to":"""u8 : ""","room":"""u8).Text(message.Room?.Value ?? message.To.Value)
        .Raw(""","kind":"""u8).Text(message.Kind)
        .Raw(""","text":"""u8).Text(message.Text)
        .Raw(""","id":"""u8).Text(id.Value)
        .Raw(""","at":"""u8).Number(at)
        .Raw("}"u8).Take();
}
