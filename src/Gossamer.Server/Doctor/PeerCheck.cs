using System.Net;
using System.Net.Sockets;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Doctor;

/// <summary>
/// Whether another server can be reached, in the order in which a link needs it: TCP, the certificate, HTTP (and the clock, which comes
/// with it), the mesh's upgrade with a token. What fails ends it: the rest would fail for the same reason.
/// </summary>
internal sealed class PeerCheck(Patient patient, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(MeshPeer peer, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (!await ConnectAsync(peer, findings, cancellation) || peer.IsLegacy)
            return findings;
        if (peer.Address.Scheme == Uri.UriSchemeHttps && !await CertificateProbe.RunAsync(
            NameOf(peer), peer.Address, patient.Settings.Tls.Authorities, time.GetUtcNow(), findings, Timeout, cancellation))
            return findings;
        if (await AskAsync(peer, findings, cancellation) && patient.HasKeys)
            findings.Add(await LinkAsync(peer, cancellation));
        return findings;
    }

    private static string NameOf(MeshPeer peer) => $"reach of {peer.Id.Value}";

    private async Task<bool> ConnectAsync(MeshPeer peer, List<Finding> findings, CancellationToken cancellation)
    {
        var (host, port) = (peer.Address.IdnHost, peer.Address.Port);
        var (problem, remedy) = await TryConnectAsync(host, port, cancellation) switch
        {
            null => ((string?)null, ""),
            SocketError.ConnectionRefused => ("nothing listens there",
                $"Start {peer.Id.Value}, or correct its entry in {patient.Config.File}"),
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => ("no such host is known",
                $"Correct the url of {peer.Id.Value} in {patient.Config.File}, or the DNS"),
            SocketError.TimedOut => ($"no answer within {Timeout.TotalSeconds:0} s",
                "Let firewalls between the two pass that port, in both directions; or the machine is down"),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => ("there is no route to it",
                $"Correct its address in {patient.Config.File}, or the network"),
            var other => ($"{other}", $"Look at the network between the two, and at the entry of {peer.Id.Value} in {patient.Config.File}"),
        };
        var old = peer.IsLegacy ? "; it is of the old system, and not looked at further" : "";
        findings.Add(problem is not null
            ? Finding.Fault(NameOf(peer), $"{host}:{port}: {problem}", remedy)
            : Finding.Ok(NameOf(peer), $"{host}:{port} takes connections{old}"));
        return problem is null;
    }

    private static async Task<SocketError?> TryConnectAsync(string host, int port, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Timeout);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }

    private async Task<bool> AskAsync(MeshPeer peer, List<Finding> findings, CancellationToken cancellation)
    {
        var trust = new MeshDirectOptions();
        trust.TrustedAuthorities.AddRange(patient.Settings.Tls.Authorities);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Timeout,
            SslOptions = { RemoteCertificateValidationCallback = trust.CertificateValidation },
        };
        using var http = new HttpClient(handler) { Timeout = Timeout };
        var asked = time.GetUtcNow();
        try
        {
            using var answer = await http.GetAsync(
                new Uri(peer.Address, "/healthz/live"), HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.Headers.Date is { } date)
                findings.Add(ClockCheck.Run(peer.Id.Value, date, asked, time.GetUtcNow(), trust.ClockSkew));
            if (answer.StatusCode == HttpStatusCode.OK)
                return true;
            findings.Add(Finding.Fault(
                NameOf(peer), $"{peer.Address} answers HTTP {(int)answer.StatusCode}, as no server of this mesh does",
                $"Another program listens there: correct the entry of {peer.Id.Value} in {patient.Config.File}, or that program"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            findings.Add(Finding.Fault(
                NameOf(peer), $"{peer.Address} takes connections and does not answer HTTP",
                peer.Address.Scheme == Uri.UriSchemeHttps
                    ? "It hangs, or is another program: look at its log"
                    : "It hangs, or is another program, or speaks TLS, and its url has to say https"));
        }

        return false;
    }

    private async Task<Finding> LinkAsync(MeshPeer peer, CancellationToken cancellation)
    {
        var name = $"link to {peer.Id.Value}";
        try
        {
            using var probe = new MeshProbe(patient);
            return await probe.TryAsync(peer, Timeout, cancellation) switch
            {
                null => Finding.Ok(name, "it takes this server's token"),
                { Code: LinkCloseCode.Unauthorized } => Finding.Fault(
                    name, "it refuses this server's token; its log says why: \"Refused a request for a link\"", WrongKey(peer)),
                { } other => Finding.Fault(
                    name, $"no link comes about: {other.Detail ?? other.Code.ToString()}",
                    "A proxy in between has to pass WebSockets at /mesh; else the log of the other server says more"),
            };
        }
        catch (OptionsValidationException invalid)
        {
            return Finding.Fault(name, string.Join("; ", invalid.Failures.Select(static failure => failure.TrimEnd('.'))), "Correct it");
        }
    }

    private string WrongKey(MeshPeer peer)
    {
        var id = patient.Self.Id.Value;
        return patient.Settings.Keys.PrivateKey is null
            ? $"Give both the same key (GOSSAMER_MESH_KEY), and see that {peer.Id.Value} has no other public key of {id}"
            : $"Put the public half of the key of {id} (\"gossamer key public <file>\") as its publicKey where {peer.Id.Value} reads its "
                + "configuration, and start that anew";
    }
}
