using Gossamer.Server.Logging;

namespace Gossamer.Server.Doctor;

/// <summary>
/// Tells findings, each as it comes, and their sum:
/// <code>
/// ok       port               127.0.0.1:3001 is free
/// fault    reach of server-2  10.0.0.2:3001: nothing listens there
///          do                 Start server-2, or correct its entry in config.json
/// 5 ok, 0 warnings, 1 fault
/// </code>
/// </summary>
internal sealed class DoctorReport(TextWriter output)
{
    private const int CheckWidth = 24;

    private readonly int[] _counts = new int[3];

    public bool HasFaults => _counts[(int)Verdict.Fault] > 0;

    public async Task TellAsync(Finding finding)
    {
        _counts[(int)finding.Verdict]++;
        await output.WriteLineAsync(OneLine.Of($"{Word(finding.Verdict),-8} {finding.Check,-CheckWidth} {finding.Text}"));
        if (finding.Remedy is { } remedy)
            await output.WriteLineAsync(OneLine.Of($"{"",-8} {"  do",-CheckWidth} {remedy}"));
    }

    public Task SumUpAsync() => output.WriteLineAsync(
        $"{_counts[(int)Verdict.Ok]} ok, {Counted(Verdict.Warning)}, {Counted(Verdict.Fault)}");

    private string Counted(Verdict verdict) => $"{_counts[(int)verdict]} {Word(verdict)}{(_counts[(int)verdict] == 1 ? "" : "s")}";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Warning => "warning",
        _ => "fault",
    };
}
