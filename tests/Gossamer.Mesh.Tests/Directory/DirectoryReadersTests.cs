namespace Gossamer.Mesh.Tests;

/// <summary>Threads that read while another one writes.</summary>
public sealed class DirectoryReadersTests
{
    private const int Steady = 300;
    private const int Rounds = 20_000;
    private static readonly NodeId N1 = new("n1");
    private static readonly NodeId N2 = new("n2");

    [Fact]
    public async Task Reads_MeanwhileChanges_AreOfOneMomentAndNeverMissWhoStays()
    {
        var directory = new UserDirectory();
        for (var i = 0; i < Steady; i++)
            directory.Set(N1, SimNode.Name($"steady {i}"), 1);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var readers = Enumerable.Range(0, 2).Select(seed => StartThread(() => Read(directory, seed, end.Token))).ToArray();

        Write(directory, new Random(7));
        await end.CancelAsync();

        (await Task.WhenAll(readers)).ShouldAllBe(walks => walks > 0);
        directory.Count.ShouldBe(Steady);
    }

    private static Task<int> StartThread(Func<int> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Two names come and go together, others one by one.</summary>
    private static void Write(UserDirectory directory, Random random)
    {
        for (var i = 0; i < Rounds; i++)
        {
            directory.Set(N1, SimNode.Name($"passing {random.Next(200)}"), random.Next(2));
            if (i % 10 == 0)
                directory.Replace(N2, i % 20 == 0 ? new() { [SimNode.Name("one")] = 1, [SimNode.Name("other")] = 1 } : []);
        }

        for (var i = 0; i < 200; i++)
            directory.Set(N1, SimNode.Name($"passing {i}"), 0);
        directory.Replace(N2, []);
    }

    private static int Read(UserDirectory directory, int seed, CancellationToken end)
    {
        var random = new Random(seed);
        var walks = 0;
        for (; walks == 0 || !end.IsCancellationRequested; walks++)
        {
            directory.Find(SimNode.Name($"steady {random.Next(Steady)}")).TotalConnections.ShouldBe(1);
            var users = directory.Current;
            var (count, steady, pair, before) = (0, 0, 0, "");
            for (var walk = users.Walk(); walk.MoveNext(); count++)
            {
                var name = walk.Name.ToString();
                string.CompareOrdinal(before, name).ShouldBeLessThan(0);
                before = name;
                steady += name.StartsWith("steady", StringComparison.Ordinal) ? 1 : 0;
                pair += name is "one" or "other" ? 1 : 0;
            }
            (count, steady).ShouldBe((users.Count, Steady));
            pair.ShouldBeOneOf(0, 2);
        }

        return walks;
    }
}
