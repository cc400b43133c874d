using System.Text.Json;

namespace Gossamer.SocketIO.Tests.Events;

/// <content>Handlers that read where the event was received.</content>
public sealed partial class HandlerTests
{
    [Fact]
    public async Task OnAny_Reader_ReadsTheArgumentsOfEveryEventBeforeTheHandlersOfItsName()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.On("x", (string a) =>
            {
                ran.Add("named " + a);
                return "answer";
            });
            socket.OnAny((EventMessage _, ref Utf8JsonReader arguments) =>
            {
                var name = arguments.GetString();
                arguments.Read();
                ran.Add($"{name} {arguments.GetString()}");
                return ValueTask.CompletedTask;
            });
        });
        var client = await server.JoinAsync();

        await client.SendAsync("""2["y","0"]""");
        (await client.AskAsync("""["x","1"]""")).ShouldBe("""["answer"]""");

        ran.ShouldBe(["y 0", "x 1", "named 1"]);
    }
}
