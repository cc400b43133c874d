using Gossamer.Mesh;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Draining;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class TagSecretChannelTests
{
    /// <summary>Such a message may wait for a link, and be the first that a server is told which has just started.</summary>
    [Fact]
    public async Task Open_AtEachInterval_TellsAllThatIsKnownAndNotItsOwnOnly()
    {
        var time = new FakeTimeProvider();
        await using var nodes = new LinkedNodes(time);
        var (secrets, former) = (new TagSecrets(time), new TagSecrets(time));
        secrets.Learn(former.Own, TimeSpan.Zero, nodes.Second.Id, isOwn: true);
        var told = new List<TagSecrets>();
        nodes.Second.OnNodeMessage(TagSecretChannel.Name, (from, message) =>
        {
            told.Add(new TagSecrets(time));
            return TagSecretText.TryRead(message, from, told[^1]);
        });
        var options = new MeshOptions { Id = nodes.First.Id, Peers = { new(nodes.Second.Id, new Uri("http://server-2.example")) } };
        using var channel = new TagSecretChannel(nodes.First, secrets, time);
        channel.Open();

        nodes.Advance(2 * TagSecretChannel.Interval);

        told.Count.ShouldBe(2);
        told.ShouldAllBe(each => each.All.Any(known => known.Secret.SequenceEqual(secrets.Own)));
        told.ShouldAllBe(each => each.All.Any(known => known.Secret.SequenceEqual(former.Own)));
    }
}
