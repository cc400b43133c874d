using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Events;

/// <summary>What a handler was given is its own until it ends, whatever arrives meanwhile; nothing is copied for that.</summary>
public sealed class ReceiveBufferTests
{
    private const int Events = 20;

    public static TheoryData<Dialect, bool, bool> Ways { get; } = new(
        from dialect in new[] { Dialect.WebSocket, Dialect.Polling, Dialect.OldWebSocket, Dialect.OldPolling }
        from isDeflated in new[] { false, true } // which keeps ASP.NET Core's WebSocket
        from isChecked in new[] { false, true }
        select new TheoryDataRow<Dialect, bool, bool>(dialect, isDeflated, isChecked));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RawHandler_ThatEndsItsSocketAndWaits_StillHasItsEvent(bool isChecked)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.OnConnection(socket =>
            {
                if (isChecked)
                    socket.Use(_ => { socket.Disconnect(); return null; });
                socket.On("kept", async message =>
                {
                    socket.Disconnect();
                    await gate.Task;
                    seen.SetResult(System.Text.Encoding.UTF8.GetString(message.Payload.Span));
                });
                return ValueTask.CompletedTask;
            });
            io.Of("/other").OnConnection(static socket =>
            {
                socket.On("x", static (int n) => n);
                return ValueTask.CompletedTask;
            });
        });
        var client = await server.JoinAsync();
        await client.JoinAsync("/other", "");

        await client.SendAsync("""2["kept","this is the event that waits"]""");
        (await client.NextAsync()).ShouldBe("1");
        for (var n = 0; n < Events; n++)
        {
            await client.SendAsync($$"""2/other,{{n}}["x",{{n}}]""");
            (await client.NextAsync()).ShouldBe($"3/other,{n}[{n}]");
        }

        gate.SetResult();
        (await seen.Task.WaitAsync(ApiServer.Cancelled)).ShouldBe("""["kept","this is the event that waits"]""");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task RawHandler_ThatWaitsWhileOtherPacketsArrive_StillHasItsEvent(Dialect dialect, bool isDeflated, bool isChecked)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ApiServer.StartAsync(
            o => o.PerMessageDeflate = isDeflated,
            io =>
            {
                io.OnConnection(socket =>
                {
                    if (isChecked)
                        socket.Use(async _ => { await Task.Yield(); return null; });
                    socket.On("kept", async message =>
                    {
                        await gate.Task;
                        seen.SetResult(System.Text.Encoding.UTF8.GetString(message.Payload.Span));
                    });
                    return ValueTask.CompletedTask;
                });
                io.Of("/other").OnConnection(socket =>
                {
                    socket.On("x", (int n) => n);
                    return ValueTask.CompletedTask;
                });
            });
        var client = await server.JoinAsync(dialect);
        await client.JoinAsync("/other", "");

        await client.SendAsync("""2["kept","this is the event that waits"]""");
        for (var n = 0; n < Events; n++)
        {
            await client.SendAsync($$"""2/other,{{n}}["x",{{n}}]""");
            (await client.NextAsync()).ShouldBe($"3/other,{n}[{n}]");
        }

        gate.SetResult();
        (await seen.Task.WaitAsync(ApiServer.Cancelled)).ShouldBe("""["kept","this is the event that waits"]""");
    }
}
