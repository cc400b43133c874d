using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>im</c>, server to client, as the frame that every receiver on every server gets, byte for byte:
/// <code>
/// frame = 42["im",{"from":"Anna","to":"Billy","text":"Hi","forwarded":false,"id":"...","at":1767225600000}   the same for all
///       | 42["im",{"from":"Anna","room":"tea","text":"Hi","forwarded":false,"id":"...","at":1767225600000}   of one to a room
/// end   = [,"offset"]]                                                                                       each receiver's own: FrameEnd
/// </code>
/// <c>forwarded</c> is false everywhere. Between old servers it says that a message must not be passed on again, and their clients
/// ignore it; here a frame crosses to other servers verbatim and links, not clients, know what was forwarded.
/// </summary>
internal static class InstantMessageFrame
{
    /// <param name="message">What the client sent.</param>
    /// <param name="id">The message's id, the client's own or the server's.</param>
    /// <param name="at">When the server took it, in ms since 1970.</param>
    public static byte[] Write(in InstantMessage message, MessageId id, long at) => JsonOutput.Begin()
        .Raw("""42["im",{"from":"""u8).Text(message.From.Value)
        .Raw(message.Room is null ? ""","to":"""u8 : ""","room":"""u8).Text(message.Room?.Value ?? message.To.Value)
        .Raw(""","text":"""u8).Text(message.Text)
        .Raw(""","forwarded":false,"id":"""u8).Text(id.Value)
        .Raw(""","at":"""u8).Number(at)
        .Raw("}"u8).Take();
}
