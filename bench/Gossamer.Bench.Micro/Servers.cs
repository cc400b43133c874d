using Gossamer.SocketIO;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gossamer.Bench.Micro;

internal static class Servers
{
    public static SocketIOServer New() => new(Options.Create(new SocketIOOptions()), NullLogger<SocketIOServer>.Instance);
}
