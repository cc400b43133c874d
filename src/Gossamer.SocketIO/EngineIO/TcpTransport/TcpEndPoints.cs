using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// The endpoints that have <c>UseSocketIO</c>. Kestrel asks a transport by end point alone, and makes end points of its own of a port
/// that is given for localhost: so ports are compared, and paths.
/// </summary>
internal sealed class TcpEndPoints
{
    private readonly ConcurrentDictionary<string, byte> _keys = new(StringComparer.Ordinal);

    public void Add(ListenOptions listen)
    {
        if (KeyOf(listen.EndPoint) is { } key)
            _keys[key] = 0;
    }

    public bool Contains(EndPoint endPoint) => KeyOf(endPoint) is { } key && _keys.ContainsKey(key);

    /// <summary>Whether a socket can listen there at all: named pipes are no sockets.</summary>
    public static bool IsSocket(EndPoint endPoint) => KeyOf(endPoint) is not null;

    private static string? KeyOf(EndPoint endPoint) => endPoint switch
    {
        IPEndPoint ip => $"port {ip.Port}",
        UnixDomainSocketEndPoint path => $"path {path}",
        FileHandleEndPoint file => $"handle {file.FileHandle}",
        _ => null,
    };
}
