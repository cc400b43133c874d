namespace PrivateMessages;

/// <summary>A user, for as long as there is room for it.</summary>
/// <param name="id">The secret by which its clients come back.</param>
/// <param name="userId">What others call it by.</param>
/// <param name="username">What others see.</param>
internal sealed class Session(string id, string userId, string username)
{
    private const int MaxMessages = 100; // the last, to and from everybody together
    private readonly Queue<PrivateMessage> _messages = new();

    public string Id { get; } = id;

    public string UserId { get; } = userId;

    public string Username { get; } = username;

    /// <summary>Of tabs: those connected, and those that are about to be.</summary>
    public int Sockets { get; set; }

    /// <summary>What others have been told.</summary>
    public bool IsOnline { get; set; }

    public IReadOnlyCollection<PrivateMessage> Messages => _messages;

    public object View => new { userId = UserId, username = Username, connected = IsOnline };

    public void Keep(PrivateMessage message)
    {
        _messages.Enqueue(message);
        if (_messages.Count > MaxMessages)
            _messages.Dequeue();
    }
}
