using System.Globalization;
using System.Net;

namespace Gossamer.Bench.Scale;

/// <summary>What one process of clients does, as its command line says.</summary>
/// <param name="Index">Which of the processes.</param>
/// <param name="Processes">How many there are.</param>
/// <param name="Server">Where all of its clients connect.</param>
/// <param name="Plan">Of all.</param>
internal sealed record ClientsPlan(int Index, int Processes, IPEndPoint Server, ScalePlan Plan)
{
    /// <summary>The numbers of its clients.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(0, Plan.Clients).Where(number => number % Processes == Index);

    public string[] Words() =>
    [
        Text(Index), Text(Processes), Server.ToString(), Text(Plan.Clients), Text(Plan.Users), Plan.Presence, Text(Plan.Watched),
        Text(Plan.MessagesPerSecond), Text((int)Plan.Duration.TotalSeconds),
    ];

    public static ClientsPlan Parse(string[] words)
    {
        var numbers = Array.ConvertAll(words, static word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return new(numbers[0], numbers[1], IPEndPoint.Parse(words[2]), new(
            numbers[1], numbers[3], numbers[4], words[5], numbers[6], numbers[7], TimeSpan.FromSeconds(numbers[8])));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
