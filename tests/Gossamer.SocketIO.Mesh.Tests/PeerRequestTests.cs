using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Mesh.Tests;

public sealed class PeerRequestTests
{
    private static readonly NodeId[] Peers = [new("one"), new("two"), new("three")];

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_UntilTheTimeIsOver_GivesWholeAnswersAndNamesTheRest()
    {
        var requests = new PeerRequests<PeerRequest<int>>(bound: 2, _time);
        var request = requests.TryBegin(OfAll)!;
        request.OnAnswer(Peers[0], [1, 2], isLast: false).ShouldBeTrue();
        request.OnAnswer(Peers[1], [3], isLast: false).ShouldBeTrue();
        request.OnAnswer(Peers[1], [4], isLast: true).ShouldBeTrue();

        var waiting = requests.WaitAsync(request, Timeout, Cancellation);
        _time.Advance(Timeout);
        await waiting;
        var answers = request.Answers;

        answers.Values.ShouldBe([(Peers[1], 3), (Peers[1], 4)]);
        answers.Missing.ShouldBe([Peers[0], Peers[2]], ignoreOrder: true);
        requests.Find(request.Number).ShouldBeNull();
    }

    [Fact]
    public async Task WaitAsync_WhenAllHaveAnsweredOrDeclined_EndsAtOnce()
    {
        var requests = new PeerRequests<PeerRequest<int>>(bound: 2, _time);
        var request = requests.TryBegin(OfAll)!;
        var waiting = requests.WaitAsync(request, Timeout, Cancellation);
        request.OnAnswer(Peers[0], [1], isLast: true);
        request.OnDeclined(Peers[1]);
        request.OnAnswer(Peers[2], [], isLast: true);

        await waiting;
        request.Answers.Missing.ShouldBe([Peers[1]]);
    }

    [Fact]
    public void OnAnswer_OfAServerThatIsNotAwaited_TakesNothing()
    {
        var request = new PeerRequest<int>(1, [Peers[0]]);

        request.OnAnswer(Peers[1], [9], isLast: true).ShouldBeFalse();
        request.OnAnswer(Peers[0], [1], isLast: true).ShouldBeTrue();
        request.OnAnswer(Peers[0], [2], isLast: true).ShouldBeFalse();

        request.Answers.Values.ShouldBe([(Peers[0], 1)]);
    }

    [Fact]
    public async Task TryBegin_BeyondTheBound_IsRefusedUntilOneIsOver()
    {
        var requests = new PeerRequests<PeerRequest<int>>(bound: 2, _time);
        var first = requests.TryBegin(OfAll)!;
        requests.TryBegin(OfAll).ShouldNotBeNull();
        requests.TryBegin(OfAll).ShouldBeNull();

        await Should.ThrowAsync<OperationCanceledException>(requests.WaitAsync(first, Timeout, new(canceled: true)));

        requests.TryBegin(OfAll).ShouldNotBeNull();
    }

    private static PeerRequest<int> OfAll(ulong number) => new(number, Peers);
}
