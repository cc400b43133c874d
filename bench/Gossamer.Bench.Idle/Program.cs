// What an idle WebSocket connection takes of the server's memory: bench/run idle [connections]
using System.Globalization;
using Gossamer.Bench.Idle;
using Gossamer.Bench.Load;

if (args is ["serve", var kind])
{
    await (kind == Measurement.Bare
        ? ServerHost.RunAsync(static _ => { }, BareEndpoint.Map)
        : ServerHost.RunAsync(kind == Measurement.Ours ? IdleApplication.Add : IdleApplication.AddWithHttp, IdleApplication.Map));
    return;
}

var connections = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : Measurement.DefaultConnections;
await Measurement.RunAsync(connections);
