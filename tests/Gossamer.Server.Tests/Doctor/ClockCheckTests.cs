using Gossamer.Server.Doctor;

namespace Gossamer.Server.Tests.Doctor;

public sealed class ClockCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, nameof(Verdict.Ok), "agrees with this one within a few seconds")]
    [InlineData(5, nameof(Verdict.Ok), "agrees with this one within a few seconds")]
    [InlineData(6, nameof(Verdict.Warning), "it is 5 s ahead of this one")]
    [InlineData(30, nameof(Verdict.Warning), "it is 29 s ahead of this one")]
    [InlineData(31, nameof(Verdict.Fault), "it is 30 s ahead of this one; from 30 s on they refuse each other's links")]
    [InlineData(-6, nameof(Verdict.Ok), "agrees with this one within a few seconds")]
    [InlineData(-7, nameof(Verdict.Warning), "it is 5 s behind this one")]
    [InlineData(-3600, nameof(Verdict.Fault), "it is 3598 s behind this one; from 30 s on they refuse each other's links")]
    public void Run_DateOfAnAnswerThatTookASecond_TellsWhatIsCertain(int ahead, string verdict, string text)
    {
        var finding = ClockCheck.Run("server-2", Now.AddSeconds(ahead), Now, Now.AddSeconds(1), TimeSpan.FromSeconds(30));

        (finding.Verdict.ToString(), finding.Check, finding.Text).ShouldBe((verdict, "clock of server-2", text));
        (finding.Remedy is null).ShouldBe(finding.Verdict == Verdict.Ok);
    }
}
