using System.Buffers;
using CsCheck;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.Tests.Endpoint;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>What a connection receives before, while and after HTTP hands it over.</summary>
public sealed class TcpReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whatever HTTP has left, whatever arrives while it lets go, and however it is cut: nothing is lost, nothing moves.</summary>
    [Fact]
    public Task HandOver_AtAnyPoint_LosesNothing() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 5000].Array[1, 8], Gen.Bool).SampleAsync(
            async (before, sizes, yields) =>
            {
                await using var pair = await TcpPair.ConnectAsync();
                var sent = sizes.SelectMany((size, n) => Enumerable.Repeat((byte)n, size)).ToArray();
                var chunks = sizes.Select((size, n) => Enumerable.Repeat((byte)n, size).ToArray()).ToList();
                foreach (var chunk in chunks.Take(before))
                    await pair.SendAsync(chunk);
                if (yields)
                    await Task.Yield();
                var rest = Task.WhenAll(chunks.Skip(before).Take(1).Select(pair.SendAsync));
                pair.Server.HandOver();
                await rest;
                foreach (var chunk in chunks.Skip(before + 1))
                    await pair.SendAsync(chunk);

                (await pair.ReadAsync(sent.Length)).ShouldBe(sent);
            },
            iter: 200);

    [Fact]
    public async Task ReadAsync_PartOfItIsLeft_ComesAgainWithWhatFollows()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.HandOver();
        await pair.SendAsync("abc"u8.ToArray());
        var read = await pair.Input.ReadAsync(Cancel).AsTask().Soon();
        pair.Input.AdvanceTo(read.Buffer.GetPosition(1), read.Buffer.End);
        pair.Input.TryRead(out _).ShouldBeFalse("all of it has been looked at");

        await pair.SendAsync("de"u8.ToArray());

        read = await pair.Input.ReadAsync(Cancel).AsTask().Soon();
        read.Buffer.ToArray().ShouldBe("bcde"u8.ToArray());
        pair.Input.AdvanceTo(read.Buffer.Start);
        pair.Input.TryRead(out read).ShouldBeTrue("it has not been looked at");
    }

    [Fact]
    public async Task ReadAsync_Canceled_LosesNothing()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.HandOver();
        await pair.SendAsync("a"u8.ToArray());
        await pair.ReadAsync(1);
        using var patience = new CancellationTokenSource();
        var reading = pair.Input.ReadAsync(patience.Token).AsTask();

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading.Soon());
        await pair.SendAsync("b"u8.ToArray());
        (await pair.ReadAsync(1)).ShouldBe("b"u8.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_ClientIsGone_IsCompleted(bool byReset)
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.HandOver();
        await pair.SendAsync("a"u8.ToArray());
        await pair.ReadAsync(1);

        if (byReset)
            pair.Client.Close(0);
        else
            pair.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        (await pair.Input.ReadAsync(Cancel).AsTask().Soon()).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_ClientEndedBeforeItWasHandedOver_ReadsWhatItSaidAndCompletes()
    {
        await using var pair = await TcpPair.ConnectAsync();
        await pair.SendAsync("last words"u8.ToArray());
        pair.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Patience.UntilAsync(() => pair.Server.ConnectionClosed.IsCancellationRequested, "the end has come");

        pair.Server.HandOver();

        (await pair.ReadAsync(100)).ShouldBe("last words"u8.ToArray());
        (await pair.Input.ReadAsync(Cancel).AsTask().Soon()).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task HeldBytes_OnlyWhoGetsMuch_WaitsWithABuffer()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.HandOver();
        var reader = (TcpReader)pair.Input;
        await pair.SendAsync("a"u8.ToArray());
        await pair.ReadAsync(1); // by HTTP's pipe

        await ArriveAsync(TimeSpan.FromSeconds(1));
        reader.HeldBytes.ShouldBe(0);
        await ArriveAsync(TimeSpan.FromSeconds(0.1));
        reader.HeldBytes.ShouldBeGreaterThan(0);
        await ArriveAsync(TimeSpan.FromSeconds(10));
        reader.HeldBytes.ShouldBe(0);

        async Task ArriveAsync(TimeSpan after)
        {
            pair.Time.Advance(after);
            await pair.SendAsync("a"u8.ToArray());
            (await pair.ReadAsync(1)).Length.ShouldBe(1);
        }
    }

    [Fact]
    public async Task ReadAsync_MuchArrives_ReadsMoreAtATimeWithinABound()
    {
        await using var pair = await TcpPair.ConnectAsync();
        pair.Server.HandOver();
        var much = new byte[3_000_000];
        var sending = pair.SendAsync(much);

        var (total, largest) = (0L, 0L);
        while (total < much.Length)
        {
            var read = await pair.Input.ReadAsync(Cancel).AsTask().Soon();
            (total, largest) = (total + read.Buffer.Length, Math.Max(largest, read.Buffer.Length));
            pair.Input.AdvanceTo(read.Buffer.End);
        }

        await sending;
        largest.ShouldBeInRange(8 * 1024, 128 * 1024);
    }
}
