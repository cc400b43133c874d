using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Gossamer.Server.Hosting;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Hosting;

public sealed class TcpConnectionLimitTests
{
    private static readonly ClientAddress One = ClientAddress.Of(IPAddress.Parse("10.0.0.1"));
    private static readonly ClientAddress Other = ClientAddress.Of(IPAddress.Parse("10.0.0.2"));

    private readonly TcpConnectionLimit _limit = new(10, TimeProvider.System);

    [Fact]
    public void TryEnter_OneAddress_GetsHalfOfAllAndLeavesTheRestToOthers()
    {
        EnterAll(One).ShouldBe(5);
        EnterAll(Other).ShouldBe(3);
        _limit.Count.ShouldBe(8);
    }

    [Fact]
    public void TryEnter_AProxy_MayHoldAll()
    {
        EnterAll(null).ShouldBe(10);
        _limit.TryEnter(One).ShouldBeFalse();
    }

    [Fact]
    public void Leave_OneOfAnAddress_LeavesRoomForAnother()
    {
        EnterAll(One);
        _limit.Leave(One);
        _limit.TryEnter(One).ShouldBeTrue();
        _limit.TryEnter(One).ShouldBeFalse();
    }

    [Fact]
    public async Task Use_MoreThanAnAddressMayHold_ClosesAndCountsThem()
    {
        using var metrics = new LimitMetrics();
        using var listener = new MeterListener();
        var refused = 0L;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == metrics.Meter
                && instrument.Name == "gossamer.server.connections.refused")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref refused, count));
        listener.Start();
        await using var app = Create(metrics);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = IPEndPoint.Parse(new Uri(app.Urls.Single()).Authority);
        var clients = Enumerable.Range(0, 6).Select(static _ => new TcpClient()).ToList();
        var closings = new List<Task>();
        foreach (var client in clients)
            closings.Add(await TryConnectAsync(client, address) ? ClosedAsync(client) : Task.CompletedTask);

        await Task.WhenAny(closings).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        (_limit.Count, Volatile.Read(ref refused)).ShouldBe((5, 1));
        clients.ForEach(static client => client.Dispose());
    }

    /// <returns>False when the connection was reset before connecting was seen to be done.</returns>
    private static async Task<bool> TryConnectAsync(TcpClient client, IPEndPoint address)
    {
        try
        {
            await client.ConnectAsync(address);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }

    private static async Task ClosedAsync(TcpClient client)
    {
        try
        {
            (await client.GetStream().ReadAsync(new byte[1])).ShouldBe(0);
        }
        catch (IOException)
        {
            // reset, which is as good
        }
    }

    private WebApplication Create(LimitMetrics metrics)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(metrics);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => _limit.Use(listen, [])));
        return builder.Build();
    }

    private int EnterAll(ClientAddress? address)
    {
        var entered = 0;
        while (_limit.TryEnter(address))
            entered++;
        return entered;
    }
}
