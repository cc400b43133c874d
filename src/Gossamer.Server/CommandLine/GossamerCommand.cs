using System.CommandLine;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.CommandLine;

/// <summary>The command line: <c>gossamer [up [config] | serve config id | token --user name]</c>.</summary>
internal static class GossamerCommand
{
    /// <summary>Parses and runs, until the work is done or the process is asked to stop. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var signals = new StopSignals();
        var parsed = Create().Parse(args);
        if (parsed.Errors is [var first, ..])
            return await Fault.ReportAsync(Console.Error, $"{first.Message.TrimEnd('.')}. See gossamer --help.");

        // Signals are StopSignals' business, so that several servers have the time they need to end.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation, signals.Token);
    }

    internal static RootCommand Create()
    {
        var up = new UpCommand();
        var root = new RootCommand("Gossamer, a chat and presence mesh. Without a command: up config.json")
        {
            up.Create(),
            new ServeCommand().Create(),
            new KeyCommand().Create(),
            new TokenCommand().Create(),
            new ChatCommand().Create(),
            new DoctorCommand().Create(),
        };
        up.AddTo(root);
        return root;
    }
}
