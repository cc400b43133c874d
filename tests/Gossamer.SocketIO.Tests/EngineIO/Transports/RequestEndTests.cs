using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.Tests.EngineIO.Transports;

public sealed class RequestEndTests : IDisposable
{
    private readonly SessionFixture _fixture = new();
    private readonly EngineSession _session;
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RequestEnd _end;

    public RequestEndTests()
    {
        _session = _fixture.OpenPolling().Session;
        _session.Ended.UnsafeRegister(static s => ((TaskCompletionSource)s!).SetResult(), _told);
        _end = new RequestEnd(_session, Timeout.InfiniteTimeSpan, CancellationToken.None);
    }

    public void Dispose() => _end.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SessionEnds_RequestThatWaitsForItsClient_IsCutOff(bool waitsBefore)
    {
        if (waitsBefore)
            _end.Stall();
        await EndSessionAsync(CloseReason.TransportClose);
        if (!waitsBefore)
            _end.Stall();

        await Patience.UntilAsync(() => _end.Token.IsCancellationRequested, "the request is cut off");
    }

    [Fact]
    public async Task SessionEndsGracefully_RequestThatWaitsForItsClient_GetsCloseTimeout()
    {
        _end.Stall();
        await EndSessionAsync(CloseReason.ForcedClose);

        _end.Token.IsCancellationRequested.ShouldBeFalse();
        _fixture.Time.Advance(_fixture.Options.CloseTimeout);
        _end.Token.IsCancellationRequested.ShouldBeTrue();
    }

    /// <summary>The client's close packet may come just as an answer to its poll is about to be written.</summary>
    [Fact]
    public async Task SessionEnds_AnswerThatItsClientTakesAtOnce_IsWrittenWhole()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var body = new byte[100_000];
        await EndSessionAsync(CloseReason.TransportClose);

        (await ResponseBody.TryWriteAsync(context, "text/plain", body, _session.WriteWatch, _end)).ShouldBeTrue();
        context.Response.Body.Length.ShouldBe(body.Length);
        context.RequestAborted.IsCancellationRequested.ShouldBeFalse();
    }

    /// <summary>Who registered last is told first: the request is told when the test is.</summary>
    private Task EndSessionAsync(CloseReason reason)
    {
        _session.Close(reason);
        return _told.Task.Soon();
    }
}
