namespace Gossamer.Server.Conversations;

/// <summary>A conversation: the room or the person that it is with. Rooms come first, each kind by name.</summary>
internal readonly record struct ConversationId(ConversationKind Kind, string Name) : IComparable<ConversationId>
{
    public static ConversationId Person(string name) => new(ConversationKind.Person, name);

    public static ConversationId Room(string name) => new(ConversationKind.Room, name);

    public bool IsRoom => Kind == ConversationKind.Room;

    public int CompareTo(ConversationId other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Name, other.Name);

    /// <summary>As people see it: <c>#tea</c>, <c>Anna</c>.</summary>
    public override string ToString() => IsRoom ? $"#{Name}" : Name;

    public static bool operator <(ConversationId left, ConversationId right) => left.CompareTo(right) < 0;

    public static bool operator >(ConversationId left, ConversationId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ConversationId left, ConversationId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ConversationId left, ConversationId right) => left.CompareTo(right) >= 0;
}
