using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Gossamer.SocketIO.Hosting;

/// <summary>The client's script, served from the server's own path: <see cref="SocketIOOptions.ServeClient"/>.</summary>
internal static partial class ClientFiles
{
    public static void UseClientFiles(this IApplicationBuilder pipeline, IFileProvider files) =>
        pipeline.UseWhen(IsOfFile, branch =>
        {
            branch.Use(next => context =>
            {
                context.SetEndpoint(null); // static files give way to one
                context.Request.Path = FileOf(context.Request.Path.Value!); // whatever groups of routes stand before it
                return next(context);
            });
            branch.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        });

    private static string FileOf(string path) => path[path.LastIndexOf('/')..];

    /// <summary>What is in that folder besides is not served.</summary>
    private static bool IsOfFile(HttpContext context) => context.Request.Path.Value is { } path && Name.IsMatch(path);

    [GeneratedRegex(
        @"/socket\.io(\.esm)?(\.msgpack)?(\.min)?\.js(\.map)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name { get; }
}
