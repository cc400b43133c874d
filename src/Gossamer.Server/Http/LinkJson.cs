using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Http;

/// <summary>
/// A link in the answer of <c>/api/mesh</c>:
/// <code>
/// {"peer":"server-2","outgoing":"up","incoming":"up","protocol":3,"roundTripMs":0.412,"unacknowledged":0,"forwarded":9,"received":8,
/// "closed":null,"receivedBytes":51200,"lastHeardMs":412}
/// </code>
/// <c>protocol</c>: the version that is spoken with the peer, null while it is not there; <c>closed</c>: why the outgoing link, which is
/// not up, ended last; <c>lastHeardMs</c>: how long ago anything came from the peer, null if nothing has.
/// </summary>
internal static class LinkJson
{
    public static void Write(JsonOutput output, LinkStatus link)
    {
        output.Raw("""{"peer":"""u8).Text(link.Peer.Value)
            .Raw(""","outgoing":"""u8).Text(Words(link.Outgoing))
            .Raw(""","incoming":"""u8).Text(Words(link.Incoming))
            .Raw(""","protocol":"""u8);
        _ = link.Protocol is { } protocol ? output.Number(protocol) : output.Raw("null"u8);
        output.Raw(""","roundTripMs":"""u8);
        _ = link.RoundTrip is { } roundTrip ? output.Thousandths((long)roundTrip.TotalMicroseconds) : output.Raw("null"u8);
        output.Raw(""","unacknowledged":"""u8).Number(link.Unacknowledged)
            .Raw(""","forwarded":"""u8).Number(link.Forwarded)
            .Raw(""","received":"""u8).Number(link.Received)
            .Raw(""","closed":"""u8);
        _ = link.Outgoing != LinkState.Up && link.LastClose.Code != LinkCloseCode.None
            ? output.Text(link.LastClose.ToString())
            : output.Raw("null"u8);
        output.Raw(""","receivedBytes":"""u8).Number(link.ReceivedBytes).Raw(""","lastHeardMs":"""u8);
        _ = link.SinceHeard is { } since ? output.Number((long)since.TotalMilliseconds) : output.Raw("null"u8);
        output.Raw("}"u8);
    }

    /// <summary>A link's state in answers.</summary>
    public static string Words(LinkState state) => state switch
    {
        LinkState.Up => "up",
        LinkState.Open => "open",
        LinkState.Connecting => "connecting",
        _ => "down",
    };
}
