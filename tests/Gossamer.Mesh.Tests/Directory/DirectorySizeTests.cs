namespace Gossamer.Mesh.Tests;

public sealed class DirectorySizeTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int ArrayHeader = 24; // what the runtime adds to an array, at most, and what it rounds up

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HundredThousandNames_InBulkOrOneByOne_TakeLessThanAMillionBytes(bool oneByOne)
    {
        var directory = new UserDirectory();
        var random = new Random(1);
        Dictionary<UserName, int> users = [];
        while (users.Count < 100_000)
            users[SimNode.Name(new string(random.GetItems<char>(Letters, 9)))] = 1;
        if (oneByOne)
            foreach (var user in users.Keys)
                directory.Set(new("n1"), user, 1);
        else
            directory.Replace(new("n1"), users);

        var table = directory.Current.Table;
        var (bytes, blocks, leaves) = (0L, 0, 0);
        for (var at = default(BlockAddress); table[at] is { } block; at = table.After(at), blocks++)
            (bytes, leaves) = (bytes + ArrayHeader + ((block.Length + 7) & ~7) + IntPtr.Size, at.Leaf + 1);
        bytes += leaves * (ArrayHeader + IntPtr.Size);

        directory.Count.ShouldBe(100_000);
        bytes.ShouldBeLessThan(1_000_000);
        (100_000 / blocks).ShouldBeGreaterThan(Block.MinEntries);
    }
}
