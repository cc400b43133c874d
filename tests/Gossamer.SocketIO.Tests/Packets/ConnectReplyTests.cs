using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Tests.Packets;

public sealed class ConnectReplyTests
{
    [Theory]
    [InlineData(4, "/", """40{"sid":"abc"}""")]
    [InlineData(4, "/admin", """40/admin,{"sid":"abc"}""")]
    [InlineData(3, "/", "40")]
    [InlineData(3, "/admin", "40/admin,")]
    public void Accept_ByProtocol_IsAsItsClientsExpect(int eio, string ns, string expected) =>
        Text(ConnectReply.Accept((EngineProtocol)eio, new PacketEncoder(Parser: null, ns), "abc", pid: null)).ShouldBe(expected);

    [Theory]
    [InlineData(4, "/random", """44/random,{"message":"Invalid namespace"}""")]
    [InlineData(3, "/random", "44/random,\"Invalid namespace\"")]
    public void Refuse_ByProtocol_IsAsItsClientsExpect(int eio, string ns, string expected) =>
        Text(ConnectReply.Refuse((EngineProtocol)eio, new PacketEncoder(Parser: null, ns), new ConnectRefusal("Invalid namespace")))
            .ShouldBe(expected);

    private static string Text(EngineFrame frame) => Encoding.UTF8.GetString(frame.Bytes.Span);
}
