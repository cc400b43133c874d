using System.Diagnostics;
using System.Text.Json;
using Gossamer.SocketIO.Testing.Connections;
using Gossamer.SocketIO.Testing.Waiting;

namespace Gossamer.SocketIO.Testing;

/// <summary>
/// One client in one namespace, as socket.io-client 4.x behaves; made by <see cref="SocketIOTestHost.ConnectAsync"/>. It answers
/// heartbeats by itself. Members may be called from any thread.
/// <code>
/// Joining --CONNECT--> Connected --an end--> Disconnected --ReconnectAsync--> Joining
///    |--CONNECT_ERROR--> Refused --ReconnectAsync--> Joining
/// </code>
/// </summary>
public sealed partial class SocketIOTestClient
{
    private readonly Lock _gate = new();
    private readonly Manager _manager;
    private readonly SocketIOTestHost _host;
    private readonly ReceivedEvents _received;
    private object? _auth;
    private State _state;
    private TaskCompletionSource _settled = new();
    private string? _pid;
    private string? _offset;

    internal SocketIOTestClient(Manager manager, string ns, object? auth)
    {
        (_manager, _host, Namespace, _auth) = (manager, manager.Host, ns, auth);
        _received = new ReceivedEvents(_host.Options.MaxEvents);
    }

    private enum State
    {
        Joining,
        Connected,
        Refused,
        Disconnected,
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The id of the client's socket on the server (<see cref="Socket.Id"/>); null unless it is connected.</summary>
    public string? Id { get; private set; }

    /// <summary>Whether the client is in its namespace.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_gate)
                return _state == State.Connected;
        }
    }

    /// <summary>Whether the client came back to its old session and has missed nothing (<see cref="Socket.Recovered"/>).</summary>
    public bool Recovered { get; private set; }

    /// <summary>Why the server refused the client's last attempt to connect; null if it did not.</summary>
    public ConnectError? ConnectError { get; private set; }

    /// <summary>How the client was disconnected; null while it is connected, and if it never was.</summary>
    public Disconnection? Disconnection { get; private set; }

    /// <summary>
    /// What the client has received so far, in order, <see cref="WaitForAsync"/>'s included; at most the last
    /// <see cref="SocketIOTestOptions.MaxEvents"/>.
    /// </summary>
    public IReadOnlyList<SocketIOTestEvent> Received => _received.All;

    /// <summary>Its connection ended, and not by its own doing: a new one brings it back.</summary>
    internal bool HasLostConnection { get; private set; }

    private TestConnection Connection => _manager.Connection!;

    /// <summary>Another namespace on the same connection.</summary>
    /// <param name="ns">The namespace; a leading slash is added if missing.</param>
    /// <param name="auth">The client's <c>auth</c> there: what is written as a JSON object; null: none.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A client of its own. Being refused is no exception: <see cref="ConnectError"/> tells why.</returns>
    /// <exception cref="SocketIOTestException">
    /// The connection is in that namespace already, or the server did not answer in time.
    /// </exception>
    public Task<SocketIOTestClient> ConnectAsync(string ns, object? auth = null, CancellationToken cancellation = default) =>
        _manager.ConnectAsync(ns, auth, cancellation);

    /// <summary>
    /// Leaves the namespace, as <c>socket.disconnect()</c> does; the connection is closed with the last of its namespaces. Does nothing
    /// when the client is not connected.
    /// </summary>
    /// <returns>Ends when the server knows.</returns>
    public async Task DisconnectAsync()
    {
        if (!IsConnected)
            return;
        var connection = Connection;
        connection.Remove(this);
        End(new Disconnection("io client disconnect", null), isLost: false, inVain: true);
        await SendAsync(connection, PacketCodec.Disconnect(Namespace)).ConfigureAwait(false);
        if (connection.IsUnused)
            connection.Close();
    }

    /// <summary>
    /// The connection breaks, for all namespaces on it: "transport close". Waits go on, for <see cref="ReconnectAsync"/>.
    /// </summary>
    /// <param name="silently">
    /// False: the server learns it at once. True: nothing reaches it any more, and its heartbeat finds out ("ping timeout").
    /// </param>
    /// <returns>Ends when the server's handlers have run up to their first wait.</returns>
    public async Task LoseConnectionAsync(bool silently = false)
    {
        SynchronizationContext.SetSynchronizationContext(null); // as on a server; the caller has its own again when this returns
        Connection.Lose(silently);
    }

    /// <summary>
    /// Connects again, on a new connection if the last one has ended; that brings back all clients that lost it. Where the server has
    /// connection state recovery, the client asks for its session and for what it missed.
    /// </summary>
    /// <param name="auth">Instead of the client's last <c>auth</c>; null: that.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Ends when the server has let the client in, or refused it: see <see cref="Recovered"/> and
    /// <see cref="ConnectError"/>.</returns>
    /// <exception cref="SocketIOTestException">The client is connected, or the server did not answer in time.</exception>
    public async Task ReconnectAsync(object? auth = null, CancellationToken cancellation = default)
    {
        if (IsConnected)
            throw new SocketIOTestException($"{this} already; LoseConnectionAsync or DisconnectAsync first.");
        _auth = auth ?? _auth;
        var others = _manager.IsOpen ? [] : _manager.Lost();
        await JoinAsync(cancellation).ConfigureAwait(false);
        foreach (var other in others.Where(other => other != this))
            await other.JoinAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The client reads nothing from its connection until <see cref="ResumeReading"/>, heartbeats included: what the server sends waits
    /// in its outbox, and volatile events are dropped.
    /// </summary>
    public void PauseReading() => Connection.Pause();

    /// <summary>The client reads what waits, and goes on reading.</summary>
    public void ResumeReading() => Connection.Resume();

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_gate)
        {
            return _state switch
            {
                State.Connected => $"The client {Id} in {Namespace} is connected",
                State.Refused => $"The client in {Namespace} was refused: {ConnectError}",
                State.Disconnected => $"The client in {Namespace} is disconnected: {Disconnection}",
                _ => $"The client in {Namespace} is connecting",
            };
        }
    }

    internal async Task JoinAsync(CancellationToken cancellation)
    {
        var auth = ConnectAuth.Write(_auth, _pid, _offset, _host.Server.Options.Json).ToArray();
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            (_state, _settled, _inVain, ConnectError, HasLostConnection) = (State.Joining, settled, false, null, false);
        if (_manager.TryOpen(out var connection) is { } refusal)
        {
            var hint = refusal.Hint is null ? refusal.Message : $"{refusal.Message}: {refusal.Hint}";
            Refuse(new ConnectError($"HTTP {refusal.Status}: {hint}"));
            return;
        }

        if (connection!.TryAdd(this))
            await SendAsync(connection, PacketCodec.Connect(Namespace, auth), cancellation).ConfigureAwait(false);
        else if (connection.IsOpen)
            throw new SocketIOTestException($"The connection is in {Namespace} already.");
        else
            OnConnectionEnd(new Disconnection("transport close", "the server closed the connection at once"), isLost: false);
        var since = Stopwatch.GetTimestamp();
        await _host.BoundAsync(settled.Task, since, () => Explain("the server's answer to the CONNECT"), cancellation)
            .ConfigureAwait(false);
        if (ConnectError is not null && connection.IsUnused)
            connection.Close();
    }

    private void OnConnected(ReadOnlyMemory<byte> data)
    {
        var reply = JsonElement.Parse(data.Span);
        TaskCompletionSource settled;
        lock (_gate)
        {
            var pid = reply.TryGetProperty("pid", out var given) ? given.GetString() : null;
            Recovered = pid is not null && pid == _pid;
            (_pid, Id, Disconnection, _state) = (pid, reply.GetProperty("sid").GetString(), null, State.Connected);
            settled = _settled;
        }

        settled.TrySetResult();
    }

    private void Refuse(ConnectError error)
    {
        TaskCompletionSource settled;
        lock (_gate)
        {
            (ConnectError, _state, _inVain) = (error, State.Refused, true);
            settled = _settled;
        }

        settled.TrySetResult();
        _received.Signal();
    }

    private void End(Disconnection disconnection, bool isLost, bool inVain)
    {
        TaskCompletionSource<SocketIOTestAnswer>[] unanswered;
        TaskCompletionSource settled;
        lock (_gate)
        {
            (Disconnection, Id, Recovered) = (disconnection, null, false);
            (_state, HasLostConnection, _inVain) = (State.Disconnected, isLost, inVain);
            unanswered = [.. _unanswered.Values];
            _unanswered.Clear();
            settled = _settled;
        }

        foreach (var answer in unanswered)
            answer.TrySetException(new SocketIOTestException(Explain("an answer", isOver: true)));
        settled.TrySetResult();
        _received.Signal();
    }
}
