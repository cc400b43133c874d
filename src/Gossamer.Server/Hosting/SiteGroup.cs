using Gossamer.Mesh;
using Gossamer.Server.Faults;
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
    /// <param name="faults">By which servers are stopped and started by hand; null: they are not.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<ExitCode> RunAsync(
        IReadOnlyList<HostedSite> sites, TextWriter output, TextWriter error, FaultBoard? faults, CancellationToken stop)
    {
        var switches = sites.Select(site => new SiteSwitch(site, error)).ToArray();
        try
        {
            foreach (var each in switches)
                if (await each.BeginAsync(stop) is { } failure)
                {
                    await error.WriteLineAsync(failure);
                    return ExitCode.Failed;
                }
            if (sites.Count > 1) // a process's only server is stopped with the process
                Offer(switches, faults);
            await TellUpAsync(sites, output, error);
            await Task.WhenAny(switches.Select(static each => each.Ended).Append(CancelledAsync(stop)));
            if (!stop.IsCancellationRequested)
                return ExitCode.Failed;
            await Task.WhenAll(switches.Where(static each => each.State == ServerState.Running).Select(static each => each.Site.Drain()));
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok; // asked to stop while starting
        }
        finally
        {
            await Task.WhenAll(switches.Select(static each => each.EndAsync()));
        }
    }

    private static void Offer(IEnumerable<SiteSwitch> switches, FaultBoard? faults)
    {
        foreach (var each in switches)
            if (each.Site.Again is not null)
                faults?.Add(new NodeId(each.Site.Name), each);
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

    private static Task CancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
