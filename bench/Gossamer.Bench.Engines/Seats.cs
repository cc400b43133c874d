namespace Gossamer.Bench.Engines;

/// <summary>Who sits at which server: spread over all pairs of servers, as far as there are so many.</summary>
internal static class Seats
{
    public static (int From, int To) OfPair(int servers, int number)
    {
        var from = number % servers;
        return (from, (from + 1 + (number / servers % (servers - 1))) % servers);
    }
}
