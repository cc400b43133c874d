using System.Threading.Channels;
using NATS.Client.Core;

namespace Gossamer.Mesh.Nats;

/// <summary>How the client library connects, and stays connected.</summary>
internal static class NatsConnecting
{
    private const int PendingMessages = 16 * 1024;

    internal static NatsOpts OptionsOf(MeshOptions mesh, MeshNatsOptions options, NatsFailures failures) => new()
    {
        Url = options.Url,
        Name = $"gossamer {mesh.Id}",
        LoggerFactory = failures,
        AuthOpts = AuthOf(options.CredentialsFile),
        TlsOpts = NatsTlsOpts.Default with { CaFile = options.AuthorityFile },
        RetryOnInitialConnect = false, // the library would not say why it fails: NatsBus.ConnectAsync
        MaxReconnectRetry = -1,
        ReconnectWaitMin = mesh.RetryMin,
        ReconnectWaitMax = mesh.RetryMax,
        ConnectTimeout = mesh.ConnectTimeout,
        PingInterval = mesh.HeartbeatTimeout / 2,
        MaxPingOut = 1,
        IgnoreAuthErrorAbort = true, // what is refused now may be right later
        PublishTimeoutOnDisconnected = true,
        SubPendingChannelCapacity = PendingMessages,
        SubPendingChannelFullMode = BoundedChannelFullMode.Wait,
    };

    /// <summary>The file is read at each connecting: credentials are renewed while servers run.</summary>
    private static NatsAuthOpts AuthOf(string? credentials) => credentials is null
        ? NatsAuthOpts.Default
        : NatsAuthOpts.Default with { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromCredsFile(credentials)) };
}
