using Gossamer.Server.Logging;

namespace Gossamer.Server.Hosting;

/// <summary>The sites of one process: started one after the other, ended all at once.</summary>
internal static class SiteGroup
{
    /// <summary>Less than the 5 s in which everything ends: closing what is left takes a moment too.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Runs until <paramref name="stop"/>, or until a site ends by itself.</summary>
    /// <param name="sites">What to run; disposed of at the end.</param>
    /// <param name="output">Told once that all is up, and where.</param>
    /// <param name="error">Told in one line why a site cannot start.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<ExitCode> RunAsync(
        IReadOnlyList<HostedSite> sites, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            if (await StartAsync(sites, stop) is { } failure)
            {
                await error.WriteLineAsync(failure);
                return ExitCode.Failed;
            }
            await TellUpAsync(sites, output, error);
            await Task.WhenAny(sites.Select(site => CancelledAsync(site.App.Lifetime.ApplicationStopping)).Append(CancelledAsync(stop)));
            if (!stop.IsCancellationRequested)
                return ExitCode.Failed;
            await Task.WhenAll(sites.Select(site => site.Drain()));
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok; // asked to stop while starting
        }
        finally
        {
            await Task.WhenAll(sites.Select(site => EndAsync(site.App)));
        }
    }

    /// <summary>A full disk behind standard output is no reason not to serve.</summary>
    private static async Task TellUpAsync(IReadOnlyList<HostedSite> sites, TextWriter output, TextWriter error)
    {
        try
        {
            await output.WriteLineAsync($"Up: {string.Join(", ", sites.Select(site => $"{site.Name} {site.Url}"))}. Ctrl-C ends it.");
        }
        catch (IOException failure)
        {
            await error.WriteLineAsync(OneLine.Of(
                $"Standard output cannot be written to: {failure.Message.TrimEnd('.')}. The servers run, without a log."));
        }
    }

    private static async Task<string?> StartAsync(IReadOnlyList<HostedSite> sites, CancellationToken stop)
    {
        foreach (var site in sites)
        {
            try
            {
                await site.App.StartAsync(stop);
            }
            catch (IOException failure)
            {
                return StartFailure.Describe(site, failure); // a port in use comes as this
            }
            catch (System.Net.Sockets.SocketException failure)
            {
                return StartFailure.Describe(site, failure);
            }
        }
        return null;
    }

    private static async Task EndAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // Not everything ended within the time for it; what is left is cut off now.
        }
        await app.DisposeAsync();
    }

    private static Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
