using System.Net.Security;

namespace Gossamer.Server.SocketClient;

/// <summary>How a client connects, and what it bears with.</summary>
internal sealed record SocketClientOptions
{
    /// <summary>How long it may take until there is a WebSocket, and the server has shaken hands.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the answer to CONNECT may take then: a session that is looked for at other servers takes up to 4 s.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a frame may take to be sent.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message that is read, in bytes: servers send no list of more than 8 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How certificates of https addresses are checked; null: as the system does.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }
}
