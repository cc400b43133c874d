// Relaying between clients of one server, against a bare Kestrel WebSocket relay: bench/run relay
using Gossamer.Bench.Load;
using Gossamer.Bench.Relay;

if (args is ["serve", var kind])
{
    await (kind == Comparison.Bare
        ? ServerHost.RunAsync(static _ => { }, BareRelay.Map)
        : ServerHost.RunAsync(GossamerRelay.Add, GossamerRelay.Map));
    return;
}

await Comparison.RunAsync();
