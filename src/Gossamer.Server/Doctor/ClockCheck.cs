using System.Globalization;

namespace Gossamer.Server.Doctor;

/// <summary>
/// This server's clock against another's, by the Date of an HTTP answer, which has whole seconds: it says "between Date and a second (and a
/// refresh) later, at some time between question and answer".
/// </summary>
internal static class ClockCheck
{
    /// <summary>Date is cut to seconds, and refreshed once a second.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    /// <summary>Beyond this tokens and times of messages begin to look odd; well below it NTP is at work.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    /// <param name="peer">Whose clock it is.</param>
    /// <param name="date">What it said.</param>
    /// <param name="asked">When it was asked, by this clock.</param>
    /// <param name="answered">When the answer was here.</param>
    /// <param name="tolerance">How far clocks may be apart before links are refused.</param>
    public static Finding Run(string peer, DateTimeOffset date, DateTimeOffset asked, DateTimeOffset answered, TimeSpan tolerance)
    {
        var name = $"clock of {peer}";
        var (least, most) = (date - answered, date + Resolution - asked); // how far it is ahead of this one
        var apart = least > TimeSpan.Zero ? least : most < TimeSpan.Zero ? most : TimeSpan.Zero;
        var direction = apart > TimeSpan.Zero ? "ahead of" : "behind";
        var words = string.Create(CultureInfo.InvariantCulture, $"it is {apart.Duration().TotalSeconds:0} s {direction} this one");
        const string Remedy = "Let NTP set the clocks of both (timedatectl set-ntp true; chronyc tracking tells how it goes)";
        if (apart.Duration() >= tolerance)
            return Finding.Fault(name, string.Create(
                CultureInfo.InvariantCulture, $"{words}; from {tolerance.TotalSeconds:0} s on they refuse each other's links"), Remedy);
        return apart.Duration() >= Noticeable
            ? Finding.Warning(name, words, Remedy)
            : Finding.Ok(name, "agrees with this one within a few seconds");
    }
}
