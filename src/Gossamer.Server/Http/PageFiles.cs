using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Gossamer.Server.Http;

/// <summary>The web client: files from <c>wwwroot</c> beside the program, with the headers that keep a browser from being fooled.</summary>
internal static class PageFiles
{
    /// <summary>
    /// Scripts and styles only from here, nothing embedded but pictures that the page itself made of what was sent to it, no frames around
    /// it but those of the shell. Connections go anywhere, since a
    /// page talks to whichever server of the mesh its user chooses.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; "
        + "worker-src 'self'; connect-src 'self' http: https: ws: wss:; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'self'";

    private const string PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static void UsePageFiles(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
            return;
        var files = new PhysicalFileProvider(folder);
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        UseCompressed(app, CompressedFiles.Brotli(files));
        UseCompressed(app, CompressedFiles.Gzip(files));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Prepare });
    }

    private static void UseCompressed(WebApplication app, CompressedFiles files) => app.UseWhen(
        context => Accepts(context.Request, files.Coding),
        branch => branch.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = response =>
            {
                Prepare(response);
                response.Context.Response.Headers.ContentEncoding = files.Coding;
            },
        }));

    private static bool Accepts(HttpRequest request, string coding)
    {
        if (request.Headers.AcceptEncoding.Count == 0)
            return false; // polls and WebSockets of programs
        foreach (var accepted in request.GetTypedHeaders().AcceptEncoding)
            if (accepted.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return accepted.Quality != 0;
        return false;
    }

    private static void Prepare(StaticFileResponseContext response)
    {
        var headers = response.Context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN"; // for browsers without frame-ancestors
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers.Vary = "Accept-Encoding";
        // The build puts a hash of the content into the names of assets, so those never change; everything else is asked for again.
        headers.CacheControl = response.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }
}
