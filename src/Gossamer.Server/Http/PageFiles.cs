using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Gossamer.Server.Http;

/// <summary>The web client: files from <c>wwwroot</c> beside the program, with the headers that keep a browser from being fooled.</summary>
internal static class PageFiles
{
    /// <summary>
    /// Scripts and styles only from here, nothing embedded, no frames around it but those of the shell. Connections go anywhere, since a
    /// page talks to whichever server of the mesh its user chooses.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; "
        + "connect-src 'self' http: https: ws: wss:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static IServiceCollection AddPageFiles(this IServiceCollection services) => services.AddResponseCompression(static compression =>
    {
        compression.EnableForHttps = true; // files only, the same for everybody: nothing to be guessed from their size
        compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
    });

    public static void UsePageFiles(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!Directory.Exists(folder))
            return;
        var files = new PhysicalFileProvider(folder);
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.UseWhen(static context => IsFile(context.Request), static branch => branch.UseResponseCompression());
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Prepare });
    }

    /// <summary>What is no file is not touched: polls and WebSockets have ways of their own.</summary>
    private static bool IsFile(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && (request.Path == "/" || Path.HasExtension(request.Path))
            && !request.Headers.ContainsKey("Upgrade");

    private static void Prepare(StaticFileResponseContext response)
    {
        var headers = response.Context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // The build puts a hash of the content into the names of assets, so those never change; everything else is asked for again.
        headers.CacheControl = response.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }
}
