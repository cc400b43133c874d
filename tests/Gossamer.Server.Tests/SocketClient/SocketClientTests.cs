using System.Text;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.Tests.SocketClient;

public sealed class SocketClientTests
{
    [Theory]
    [InlineData("http://a:3001", "ws://a:3001/socket.io/?EIO=4&transport=websocket")]
    [InlineData("https://a.example", "wss://a.example/socket.io/?EIO=4&transport=websocket")]
    [InlineData("https://a.example/chat/", "wss://a.example/chat/socket.io/?EIO=4&transport=websocket")]
    public void AddressOf_Server_IsItsWebSocket(string server, string address) =>
        SocketDialer.AddressOf(new Uri(server)).ShouldBe(new Uri(address));

    [Theory]
    [InlineData("""0{"sid":"a","pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""", 45)]
    [InlineData("""0{"pingInterval":0,"pingTimeout":20000}""", null)]
    [InlineData("""0{"pingInterval":1,"pingTimeout":99999999999}""", null)]
    [InlineData("0{", null)]
    [InlineData("40", null)]
    [InlineData("", null)]
    public void Handshake_Read_TellsForHowLongTheServerMayBeSilent(string message, int? seconds) =>
        ((int?)Handshake.Read(Encoding.UTF8.GetBytes(message))?.Silence.TotalSeconds).ShouldBe(seconds);

    [Theory]
    [InlineData(null, null, null, "{}")]
    [InlineData("t", null, null, """{"token":"t"}""")]
    [InlineData("t", "p", "o", """{"token":"t","pid":"p","offset":"o"}""")]
    [InlineData(null, "p", null, """{"pid":"p"}""")]
    [InlineData(null, null, "o", "{}")]
    public void ConnectAuth_Write_HasWhatThereIs(string? token, string? session, string? offset, string json) =>
        Encoding.UTF8.GetString(ConnectAuth.Write(new ReturnTicket(session, offset), token)).ShouldBe(json);
}
