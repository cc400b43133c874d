using System.Diagnostics;
using System.Globalization;

namespace Gossamer.Bench.Engines;

/// <summary>
/// What the connections that servers opened to each other, or to NATS, have carried so far, both ways: the kernel's own count of each, so
/// that nothing else on the machine is counted.
/// </summary>
/// <param name="Bytes">Without the headers of TCP and IP.</param>
/// <param name="Segments">TCP segments, those that only acknowledge counted in.</param>
internal readonly record struct LinkTraffic(long Bytes, long Segments)
{
    public static LinkTraffic operator -(LinkTraffic later, LinkTraffic sooner) =>
        new(later.Bytes - sooner.Bytes, later.Segments - sooner.Segments);

    /// <param name="processes">The servers.</param>
    /// <param name="ports">Where they reach each other.</param>
    public static async Task<LinkTraffic> ReadAsync(HashSet<int> processes, HashSet<int> ports)
    {
        using var ss = Process.Start(new ProcessStartInfo("ss", ["-tinpHO", "state", "established"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var all = default(LinkTraffic);
        while (await ss.StandardOutput.ReadLineAsync() is { } line)
        {
            if (IsOf(line, processes, ports))
                all = new(all.Bytes + Sum(line, "bytes_sent", "bytes_received"), all.Segments + Sum(line, "segs_out", "segs_in"));
        }

        await ss.WaitForExitAsync();
        return all;
    }

    private static long Sum(string line, params ReadOnlySpan<string> names)
    {
        var sum = 0L;
        foreach (var name in names)
        {
            var at = line.IndexOf($" {name}:", StringComparison.Ordinal); // left out where it is 0
            if (at < 0)
                continue;
            var digits = line.AsSpan(at + name.Length + 2);
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            sum += long.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
        }

        return sum;
    }

    // queues, the own address, the peer's, users:(("gossamer",pid=123,fd=45)), and the rest
    private static bool IsOf(string line, HashSet<int> processes, HashSet<int> ports)
    {
        var words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 4 && ports.Contains(NumberAfter(words[3], ":")) && processes.Contains(NumberAfter(words[4], "pid="));
    }

    private static int NumberAfter(string word, string mark)
    {
        var at = word.LastIndexOf(mark, StringComparison.Ordinal);
        var digits = at < 0 ? "" : word[(at + mark.Length)..].Split(',')[0];
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
