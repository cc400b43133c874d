namespace Samples;

/// <summary>The page of a sample, in wwwroot, and the client library that it loads from /socket.io.js.</summary>
internal static class SamplePage
{
    private const string Client = "node_modules/socket.io-client/dist/socket.io.min.js";
    private const string Missing = "The page needs Socket.IO's client: npm install --prefix samples --no-save socket.io-client@4";

    /// <summary>
    /// Serves wwwroot, and the client from where npm has put it: the setting ClientScript, else samples/node_modules or
    /// web/node_modules. This repository has no copy of it.
    /// </summary>
    public static void UseSamplePage(this WebApplication app)
    {
        var script = app.Configuration["ClientScript"] is { Length: > 0 } given ? given : Find(app.Environment.ContentRootPath);
        app.UseFileServer();
        if (script is not null)
        {
            app.MapGet("/socket.io.js", () => Results.File(Path.GetFullPath(script), "text/javascript"));
            return;
        }

        Console.Error.WriteLine(Missing);
        app.MapGet("/socket.io.js", () => Results.Text($"document.body.textContent = \"{Missing}\";", "text/javascript"));
    }

    /// <summary>As Node looks for a package: in each folder upwards.</summary>
    private static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            foreach (var path in (string[])[Path.Combine(at.FullName, Client), Path.Combine(at.FullName, "web", Client)])
            {
                if (File.Exists(path))
                    return path;
            }
        }

        return null;
    }
}
