using System.Text;
using CsCheck;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Gossamer.SocketIO.Tests.Endpoint;
using Gossamer.SocketIO.Tests.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>A WebSocket on a connection that was handed over: whatever waits in the system, and wherever it is cut.</summary>
public sealed class MessagesOverTcpTests
{
    private static readonly Gen<int> Size = Gen.OneOf(Gen.Int[0, 200], Gen.Int[3900, 4200], Gen.Int[0, 20_000]);

    [Fact]
    public Task ReadAsync_MessagesInBursts_ArriveAsTheyWereSent() =>
        Gen.Select(Size.Array[1, 80], Gen.Int[1, 9000].Array[1, 40], Gen.Int[0, 700].Array[1, 40]).SampleAsync(
            async (sizes, cuts, pauses) =>
            {
                await using var pair = await TcpPair.ConnectAsync();
                pair.Server.HandOver();
                var channel = new PipeWebSocket(pair.Server, maxPayload: 1_000_000);
                var texts = sizes.Select((size, n) => $"{n} {new string((char)('a' + (n % 26)), size)}").ToArray();
                var sending = SendAsync(pair, [.. texts.SelectMany(static text => Frames.Text(text))], cuts, pauses);

                foreach (var text in texts)
                {
                    var read = await channel.ReadAsync().AsTask().Soon();
                    while (read.IsAside)
                        read = await channel.ReadAsync().AsTask().Soon();
                    Encoding.UTF8.GetString(read.Data.Span).ShouldBe(text);
                }

                await sending.Soon();
                channel.Release();
            },
            iter: 150);

    private static async Task SendAsync(TcpPair pair, byte[] bytes, int[] cuts, int[] pauses)
    {
        for (var (at, n) = (0, 0); at < bytes.Length; n++)
        {
            var length = Math.Min(cuts[n % cuts.Length], bytes.Length - at);
            await pair.SendAsync(bytes[at..(at + length)]);
            at += length;
            pair.Time.Advance(TimeSpan.FromMilliseconds(pauses[n % pauses.Length]));
            await Task.Yield();
        }
    }
}
