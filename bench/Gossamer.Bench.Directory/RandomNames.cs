using Gossamer.Mesh;

namespace Gossamer.Bench.Directory;

/// <summary>Different names of nine letters and digits.</summary>
internal static class RandomNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static UserName[] Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        HashSet<UserName> names = [];
        while (names.Count < count)
        {
            UserName.TryCreate(new string(random.GetItems<char>(Letters, 9)), out var name, out _);
            names.Add(name);
        }

        return [.. names];
    }
}
