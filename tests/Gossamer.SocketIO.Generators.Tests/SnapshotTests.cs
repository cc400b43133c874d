using Gossamer.Tests;

namespace Gossamer.SocketIO.Generators.Tests;

public sealed class SnapshotTests
{
    private const string Source = """
        namespace Shop;

        public interface IChatClient
        {
            Task SaidAsync(string from, string text);
            ValueTask<bool> Confirm(string question, CancellationToken cancellation);
        }

        [Authorize]
        public sealed partial class ChatHub(List<string> log) : SocketHub<IChatClient>
        {
            public void Note(string text) => log.Add(text);
            [Authorize("admin")]
            public async Task<int> SayAsync(string room, string text = "hi", CancellationToken cancellation = default) =>
                await Task.FromResult(1);
            public async IAsyncEnumerable<byte[]> Pages(int from, int? to) { yield return []; await Task.Yield(); }
        }
        """;

    [Fact]
    public void Hub_IsMadeIntoTheSnapshot()
    {
        var generated = Generated.From(Source);

        generated.Errors.ShouldBeEmpty();
        generated.Files.ShouldHaveSingleItem().ShouldBe(Repository.Read("tests/Gossamer.SocketIO.Generators.Tests/Snapshots/ChatHub.txt"));
    }
}
