using System.Net;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Asks who is at an address: for sources of membership that know addresses and no ids.</summary>
public sealed class IntroductionClient : IDisposable
{
    private readonly string _cluster;
    private readonly string _path;
    private readonly HttpClient _http;

    /// <summary>Made by <c>AddDirect</c>.</summary>
    /// <param name="mesh">The name of the mesh.</param>
    /// <param name="options">The path, and how certificates are checked.</param>
    public IntroductionClient(IOptions<MeshOptions> mesh, IOptions<MeshDirectOptions> options)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(options);
        (_cluster, _path) = (mesh.Value.Cluster, options.Value.Path);
        _http = new(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = mesh.Value.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1), // it is asked once, and not again
            SslOptions = { RemoteCertificateValidationCallback = options.Value.CertificateValidation },
        })
        {
            MaxResponseContentBufferSize = Introduction.MaxBytes,
            Timeout = mesh.Value.ConnectTimeout,
        };
    }

    /// <summary>Asks.</summary>
    /// <param name="address">Where, <c>http:</c> or <c>https:</c>; with a path of its own if its mesh has another.</param>
    /// <param name="ct">Ends the asking.</param>
    /// <returns>The id; null: nobody answered within <see cref="MeshOptions.ConnectTimeout"/>, or no server of this mesh.</returns>
    public async Task<NodeId?> AskAsync(Uri address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        var url = new UriBuilder(address) { Path = (address.AbsolutePath == "/" ? _path : address.AbsolutePath) + Introduction.Path }.Uri;
        try
        {
            using var response = await _http.GetAsync(url, ct).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                return null;
            var body = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
            return Introduction.Read(body) is { } said && said.Cluster == _cluster ? said.Id : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
