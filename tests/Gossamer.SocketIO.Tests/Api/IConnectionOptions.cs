using System.Net.WebSockets;

namespace Gossamer.SocketIO.Tests.Api;

internal interface IConnectionOptions
{
    ClientWebSocket WebSocket { get; }

    HttpMessageInvoker? Invoker { set; }
}
