using System.Diagnostics;
using System.Globalization;
using Gossamer.Bench.Load;
using HdrHistogram;

namespace Gossamer.Bench.Scale;

/// <summary>Servers and processes of clients: all join, then some talk. What it comes to is printed as it is there.</summary>
internal sealed class ScaleRun(string program, ScalePlan plan)
{
    private const long LongestMicroseconds = 60_000_000;
    private static readonly TimeSpan KnownWithin = TimeSpan.FromMinutes(1); // of the last join
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(40); // every client is pinged once, every buffer is let go of

    public async Task RunAsync()
    {
        await using var servers = await ServerGroup.StartAsync(program, plan.Servers);
        Say($"{plan.Servers} servers, {plan.Clients:N0} clients of {plan.Users:N0} users, presence {plan.Presence}");
        var before = servers.Memory;
        var clients = servers.EndPoints.Select((at, n) => Start(new(n, plan.Servers, at, plan))).ToArray();
        try
        {
            var start = Stopwatch.GetTimestamp();
            await AskAllAsync(clients, "join");
            await WaitForUsersAsync(servers);
            Say($"joined, and known to all, after {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s, "
                + $"{servers.CpuTime.TotalSeconds:N0} s of processor time");
            await Task.Delay(plan.Clients > 1_000 ? Rest : TimeSpan.FromSeconds(1));
            TellMemory("at rest", before, servers.Memory);
            if (plan.MessagesPerSecond > 0)
                await TalkAsync(servers, clients, before);
        }
        finally
        {
            foreach (var process in clients)
                process.Kill();
        }
    }

    private async Task TalkAsync(ServerGroup servers, Process[] clients, long before)
    {
        var cpu = servers.CpuTime;
        var answers = await AskAllAsync(clients, "talk");
        var ages = new LongHistogram(1, LongestMicroseconds, 3);
        var sent = 0L;
        foreach (var words in answers.Select(static answer => answer.Split(' ')))
        {
            sent += Number(words[0]);
            foreach (var parts in words[1..].Select(static word => word.Split(':')))
                ages.RecordValueWithCount(Number(parts[0]), Number(parts[1]));
        }

        TellMemory($"{plan.MessagesPerSecond:N0} messages a second", before, servers.Memory);
        Say($"{sent:N0} messages, {ages.TotalCount:N0} arrivals (recipients' and echoes): p50 {ages.GetValueAtPercentile(50) / 1e3:N1} ms, "
            + $"p99 {ages.GetValueAtPercentile(99) / 1e3:N1} ms, p99.9 {ages.GetValueAtPercentile(99.9) / 1e3:N1} ms; "
            + $"{(servers.CpuTime - cpu).TotalMicroseconds / sent:N0} us of processor time a message");
        if (ages.TotalCount < sent)
            throw new InvalidOperationException("Not every message has arrived.");
    }

    private async Task WaitForUsersAsync(ServerGroup servers)
    {
        using var http = new HttpClient();
        var start = Stopwatch.GetTimestamp();
        for (var server = 0; server < plan.Servers; server++)
        {
            int users;
            while ((users = await servers.UsersAsync(http, server)) < plan.Users)
            {
                if (Stopwatch.GetElapsedTime(start) > KnownWithin)
                    throw new TimeoutException($"Server {server + 1} knows {users:N0} of {plan.Users:N0} users.");
                await Task.Delay(200);
            }
        }
    }

    private void TellMemory(string when, long before, long now) =>
        Say($"{when}: {now / 1e6:N0} MB in all servers, {(now - before) / (double)plan.Clients:N0} bytes a client beside "
            + $"{before / 1e6:N0} MB");

    private static Task<string[]> AskAllAsync(Process[] processes, string command) =>
        Task.WhenAll(processes.Select(process => AskAsync(process, command)));

    private static async Task<string> AskAsync(Process process, string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        return await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Clients have ended; see above.");
    }

    private static Process Start(ClientsPlan clients) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ClientsProcess.Command, .. clients.Words()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Say(string line) => Console.WriteLine(line);
}
