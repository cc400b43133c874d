// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).

namespace Gossamer.SocketIO;

/// <content>Events with arguments that ask for an answer.</content>
public sealed partial class SocketOperator
{
    /// <summary>Emits an event with one argument, written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(string name, object? argument, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, argument), _timeout, cancellation);

    /// <summary>Emits an event with two arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second]), _timeout, cancellation);

    /// <summary>Emits an event with three arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, object? third, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second, third]), _timeout, cancellation);

    /// <summary>Emits an event with four arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, object? third, object? fourth, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second, third, fourth]), _timeout, cancellation);

    /// <summary>Emits an event with five arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second, third, fourth, fifth]), _timeout, cancellation);

    /// <summary>Emits an event with six arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth]), _timeout, cancellation);

    /// <summary>Emits an event with seven arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        object? seventh,
        CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth, seventh]), _timeout, cancellation);

    /// <summary>Emits an event with eight arguments, each written as what it is at run time, and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        object? seventh,
        object? eighth,
        CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(
            name, [first, second, third, fourth, fifth, sixth, seventh, eighth]), _timeout, cancellation);
}
