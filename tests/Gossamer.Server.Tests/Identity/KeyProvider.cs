using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Tests.Identity;

/// <summary>An OpenID Connect provider as far as servers ask one: its metadata, and the public half of its key.</summary>
internal sealed class KeyProvider : IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;

    private KeyProvider(WebApplication app) => _app = app;

    /// <summary>Its address, as it calls itself.</summary>
    public string Issuer => _app.Urls.Single();

    /// <summary>What it signs tokens with.</summary>
    public SecurityKey Key => new ECDsaSecurityKey(_key) { KeyId = "1" };

    public static async Task<KeyProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var provider = new KeyProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", context => context.Response.WriteAsync(
            $$"""{"issuer":"{{provider.Issuer}}","jwks_uri":"{{provider.Issuer}}/keys"}"""));
        provider._app.MapGet("/keys", context => context.Response.WriteAsync(KeySet(provider._key, "1")));
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>The JSON Web Key Set with the public half of a key.</summary>
    public static string KeySet(ECDsa key, string id)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
        return $$"""{"keys":[{"kty":"EC","use":"sig","kid":"{{id}}","crv":"P-256","x":"{{x}}","y":"{{y}}"}]}""";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
