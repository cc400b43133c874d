// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).

namespace Gossamer.SocketIO;

/// <content>Events with arguments that ask for an answer.</content>
public abstract partial class Broadcaster
{
    /// <summary>
    /// Emits an event with one argument, written as what it is at run time, to the sockets that are meant, and collects their answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(string name, object? argument, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, argument), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with one argument, written as what it is at run time, to the sockets that are meant, and collects their answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? argument, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, argument), timeout, cancellation);

    /// <summary>
    /// Emits an event with two arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with two arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second]), timeout, cancellation);

    /// <summary>
    /// Emits an event with three arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, object? third, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with three arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, object? third, TimeSpan timeout, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third]), timeout, cancellation);

    /// <summary>
    /// Emits an event with four arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, object? first, object? second, object? third, object? fourth, CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with four arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        TimeSpan timeout,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth]), timeout, cancellation);

    /// <summary>
    /// Emits an event with five arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with five arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        TimeSpan timeout,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth]), timeout, cancellation);

    /// <summary>
    /// Emits an event with six arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with six arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        TimeSpan timeout,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth]), timeout, cancellation);

    /// <summary>
    /// Emits an event with seven arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        object? seventh,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth, seventh]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with seven arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        object? seventh,
        TimeSpan timeout,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth, seventh]), timeout, cancellation);

    /// <summary>
    /// Emits an event with eight arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
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
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth, seventh, eighth]), timeout: null, cancellation);

    /// <summary>
    /// Emits an event with eight arguments, each written as what it is at run time, to the sockets that are meant, and collects their
    /// answers.
    /// </summary>
    /// <inheritdoc cref="EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResults<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name,
        object? first,
        object? second,
        object? third,
        object? fourth,
        object? fifth,
        object? sixth,
        object? seventh,
        object? eighth,
        TimeSpan timeout,
        CancellationToken cancellation = default) =>
        AskAsync(Request<TAnswer>(name, [first, second, third, fourth, fifth, sixth, seventh, eighth]), timeout, cancellation);
}
