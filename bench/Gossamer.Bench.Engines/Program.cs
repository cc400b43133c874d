// Direct links and NATS, 2 to 16 server processes: bench/run engines path-of-the-server [--short] [--write] [--from] [servers ...]
using System.Diagnostics;
using System.Globalization;
using Gossamer.Bench.Engines;

const string Kept = "engines.json";
const string Page = "../docs/scaling.md";

var writes = args.Contains("--write");
int[] sizes = [.. args.Where(static word => char.IsAsciiDigit(word[0]))
    .Select(static word => int.Parse(word, CultureInfo.InvariantCulture))];
var plan = args.Contains("--short") ? Plan.Short : Plan.Whole;
if (sizes.Length > 0)
    plan = plan with { Sizes = sizes };
var results = args.Contains("--from") ? Results.Read(Kept) : await new Measurement(args[0], plan, await CommitAsync()).RunAsync(Keep);

var paper = new PaperTables(results);
(string Name, IEnumerable<string> Lines)[] blocks =
[
    ("when", [results.When]), ("measured", new MeasuredTables(results).Lines()),
    ("units", paper.Units()), ("sheets", paper.Sheets()), ("ends", paper.Ends()),
];
foreach (var (name, lines) in blocks)
{
    Console.WriteLine();
    foreach (var line in lines)
        Console.WriteLine(line);
    if (writes)
        Document.Replace(Page, name, lines);
}

void Keep(Results soFar)
{
    if (writes)
        soFar.Write(Kept);
}

static async Task<string> CommitAsync()
{
    using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;
    return (await git.StandardOutput.ReadToEndAsync()).Trim();
}
