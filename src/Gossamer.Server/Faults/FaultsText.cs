using Gossamer.Mesh;
using Gossamer.Server.Http;
using Gossamer.Server.Json;

namespace Gossamer.Server.Faults;

/// <summary>
/// How it stands with the servers of this process and their links:
/// <code>
/// {"healAfterMs":300000,"servers":[
///   {"id":"server-1","state":"running","canStop":true,"startsInMs":null,"links":[
///     {"to":"server-2","state":"up","isCut":false,"healsInMs":null}]}]}
/// </code>
/// <c>state</c> of a server: running, stopping, stopped, starting; of a link: as in <c>/api/mesh</c>, as the server sees the link on
/// which it tells. A server that does not run has none.
/// </summary>
internal static class FaultsText
{
    public static byte[] Write(FaultBoard board)
    {
        var output = JsonOutput.Begin().Raw("""{"healAfterMs":"""u8).Number((long)board.HealAfter.TotalMilliseconds)
            .Raw(""","servers":["""u8);
        var isFirst = true;
        foreach (var id in board.Servers)
        {
            WriteServer(isFirst ? output : output.Raw(","u8), board, id);
            isFirst = false;
        }
        return output.Raw("]}"u8).Take();
    }

    private static void WriteServer(JsonOutput output, FaultBoard board, NodeId id)
    {
        var server = board.SwitchOf(id);
        var state = server?.State ?? ServerState.Running;
        output.Raw("""{"id":"""u8).Text(id.Value).Raw(""","state":"""u8).Text(Words(state))
            .Raw(server is null ? ""","canStop":false,"startsInMs":"""u8 : ""","canStop":true,"startsInMs":"""u8);
        Milliseconds(output, server?.StartsIn).Raw(""","links":["""u8);
        var isFirst = true;
        foreach (var link in state == ServerState.Running ? board.LinksOf(id) : [])
        {
            var healsIn = board.Cuts.HealsIn(id, link.Peer);
            output.Raw(isFirst ? """{"to":"""u8 : """,{"to":"""u8).Text(link.Peer.Value)
                .Raw(""","state":"""u8).Text(LinkJson.Words(link.Outgoing))
                .Raw(healsIn is null ? ""","isCut":false,"healsInMs":"""u8 : ""","isCut":true,"healsInMs":"""u8);
            Milliseconds(output, healsIn).Raw("}"u8);
            isFirst = false;
        }
        output.Raw("]}"u8);
    }

    private static JsonOutput Milliseconds(JsonOutput output, TimeSpan? time) =>
        time is { } known ? output.Number((long)known.TotalMilliseconds) : output.Raw("null"u8);

    private static string Words(ServerState state) => state switch
    {
        ServerState.Running => "running",
        ServerState.Stopping => "stopping",
        ServerState.Stopped => "stopped",
        _ => "starting",
    };
}
