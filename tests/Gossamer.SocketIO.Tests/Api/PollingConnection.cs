using System.Globalization;
using System.Net;
using System.Text;

namespace Gossamer.SocketIO.Tests.Api;

/// <summary>Long-polling in the text forms: revision 3 with <c>b64=1</c>, revision 4.</summary>
internal sealed class PollingConnection : Connection
{
    private const char Separator = '\x1e';

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _end = new();
    private Uri _uri;
    private volatile bool _isLastPoll;

    private PollingConnection(Uri uri, Dialect dialect)
        : base(dialect) => _uri = uri;

    public static async Task<Connection> OpenAsync(Uri uri, Dialect dialect)
    {
        var connection = new PollingConnection(uri, dialect);
        await connection.PollAsync();
        connection._uri = new Uri($"{uri}&sid={connection.SessionId}");
        _ = connection.ReadAsync();
        return connection;
    }

    public override Task CloseAsync() => WriteAsync("1");

    public override void Abort() => _end.Cancel();

    /// <summary>The poll under way is the last, and what it brings goes unheard: the client falls silent without a sign.</summary>
    public void EndAfterPoll() => _isLastPoll = true;

    public override ValueTask DisposeAsync()
    {
        _end.Cancel();
        _http.Dispose();
        _end.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task WriteAsync(byte[] message) =>
        PostAsync((Dialect.Revision == 4 ? "b" : "b4") + Convert.ToBase64String(message));

    protected override Task WriteAsync(string packet) => PostAsync(packet);

    private async Task PostAsync(string packet)
    {
        if (Dialect.Revision == 3)
            packet = string.Create(CultureInfo.InvariantCulture, $"{packet.Length}:{packet}");
        await _sending.WaitAsync();
        try
        {
            using var content = new StringContent(packet, Encoding.UTF8, "text/plain");
            using var answer = await _http.PostAsync(_uri, content);
        }
        catch (HttpRequestException)
        {
            // The session is over; the polls tell.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await PollAsync())
            {
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The end, however it came.
        }

        End();
    }

    private async Task<bool> PollAsync()
    {
        using var answer = await _http.GetAsync(_uri, _end.Token);
        if (answer.StatusCode != HttpStatusCode.OK || _isLastPoll)
            return false;
        var body = await answer.Content.ReadAsStringAsync(_end.Token);
        foreach (var packet in Dialect.Revision == 4 ? body.Split(Separator) : Split(body))
        {
            if (packet[0] == 'b')
                Receive(Convert.FromBase64String(packet[(Dialect.Revision == 4 ? 1 : 2)..]));
            else
                await ReceiveAsync(packet);
        }

        return true;
    }

    private static IEnumerable<string> Split(string payload)
    {
        for (var at = 0; at < payload.Length;)
        {
            var colon = payload.IndexOf(':', at);
            var length = int.Parse(payload.AsSpan(at, colon - at), CultureInfo.InvariantCulture);
            yield return payload.Substring(colon + 1, length);
            at = colon + 1 + length;
        }
    }
}
