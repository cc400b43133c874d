namespace Gossamer.SocketIO;

/// <summary>
/// Thrown by a hub's method, or a filter, to tell the client what was wrong: its message goes there, as an answer
/// <c>{"error":{"code":"...","message":"..."}}</c>. Of any other exception the client learns nothing but that there was one.
/// </summary>
public class SocketHubException : Exception
{
    /// <summary>The code when no other is given.</summary>
    public const string DefaultCode = "hub-error";

    /// <summary>Without anything to tell.</summary>
    public SocketHubException()
        : this("The hub refused the call.")
    {
    }

    /// <summary>With the code <see cref="DefaultCode"/>.</summary>
    /// <param name="message">For people; goes to the client.</param>
    public SocketHubException(string message)
        : base(message)
    {
    }

    /// <summary>With a code of its own.</summary>
    /// <param name="message">For people; goes to the client.</param>
    /// <param name="code">For programs: a short lower-case word; goes to the client.</param>
    public SocketHubException(string message, string code)
        : base(message) => Code = code;

    /// <summary>With the code <see cref="DefaultCode"/>, and what was behind it.</summary>
    /// <param name="message">For people; goes to the client.</param>
    /// <param name="innerException">What happened; does not go to the client.</param>
    public SocketHubException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For programs: a short lower-case word; goes to the client.</summary>
    public string Code { get; init; } = DefaultCode;
}
