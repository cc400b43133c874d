using Gossamer.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Server.Tests.Http;

public sealed class OperatorAccessTests
{
    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer the right key of them", null)]
    [InlineData("bearer the right key of them", null)]
    [InlineData("Bearer the wrong key of them", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic the right key of them", 401)]
    public void Check_WithAKey_WantsThatKey(string? header, int? status) =>
        (OperatorAccess.By("the right key of them").Check(Request(header))?.Status).ShouldBe(status);

    [Fact]
    public void Check_OfEverybodyAndNobody_WantsNothingOrTellsHowToTurnItOn()
    {
        OperatorAccess.Everybody.Check(Request(null)).ShouldBeNull();
        var refusal = OperatorAccess.Nobody.Check(Request("Bearer the right key of them"));
        refusal!.Value.Status.ShouldBe(404);
        refusal.Value.Message.ShouldContain("--operator-key");
    }

    private static HttpRequest Request(string? authorization)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = authorization;
        return request;
    }
}
