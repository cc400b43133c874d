using Gossamer.Mesh;
using Gossamer.Server.Sessions;

namespace Gossamer.Server.Tests.Sessions;

public sealed class HandoverTests
{
    private readonly Handover _handover = new(socket: null!, new NodeId("b"), isAsked: false);

    [Fact]
    public void TryDecide_TheFirst_Counts()
    {
        _handover.TryDecide(HandoverOutcome.Withdrawn).ShouldBeTrue();
        _handover.TryDecide(HandoverOutcome.Taken).ShouldBeFalse();
        _handover.TryDecide(HandoverOutcome.Withdrawn).ShouldBeFalse();

        _handover.Outcome.ShouldBe(HandoverOutcome.Withdrawn);
        _handover.Over.IsCompleted.ShouldBeFalse();
    }

    /// <summary>Who wants to withdraw waits until there is something to be withdrawn.</summary>
    [Fact]
    public void Begun_IsSoWhenTheSocketIsGivenAwayOrCannotBe()
    {
        _handover.Begun.IsCompleted.ShouldBeFalse();
        _handover.Begin();
        (_handover.Begun.IsCompleted, _handover.Over.IsCompleted).ShouldBe((true, false));

        var refused = new Handover(socket: null!, new NodeId("b"), isAsked: true);
        refused.Finish();
        (refused.Begun.IsCompleted, refused.Over.IsCompleted).ShouldBe((true, true));
    }
}
