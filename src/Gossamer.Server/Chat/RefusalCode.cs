using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>
/// The catalogue of refusals: the <c>code</c> of an acknowledgement's <c>error</c> and of a <c>rejected</c> event.
/// A code is a promise to clients; its message is for people and may change.
/// </summary>
internal readonly record struct RefusalCode(string Value)
{
    /// <summary><c>identify</c> holds neither a name nor an object with one.</summary>
    public static readonly RefusalCode BadIdentify = new("bad-identify");

    /// <summary>
    /// A name is empty, longer than 64 UTF-16 units, or has characters that names have not (<see cref="Gossamer.Mesh.UserName"/>).
    /// </summary>
    public static readonly RefusalCode BadName = new("bad-name");

    /// <summary>The connection may not be that user, or a token is another user's.</summary>
    public static readonly RefusalCode WrongUser = new("wrong-user");

    /// <summary>A token is not accepted.</summary>
    public static readonly RefusalCode BadToken = new("bad-token");

    /// <summary><c>presence</c> is a mode that this server does not offer.</summary>
    public static readonly RefusalCode BadPresence = new("bad-presence");

    /// <summary><c>watch</c> or <c>unwatch</c> holds no list of names.</summary>
    public static readonly RefusalCode BadWatch = new("bad-watch");

    /// <summary><c>watch</c> or <c>unwatch</c> of a connection whose <c>presence</c> is not <c>watched</c>.</summary>
    public static readonly RefusalCode NotWatching = new("not-watching");

    /// <summary>The connection would watch more names than one connection may.</summary>
    public static readonly RefusalCode TooManyWatched = new("too-many-watched");

    /// <summary>
    /// <c>join</c>, <c>leave</c> or <c>members</c> holds no valid name of a room, or <c>mode</c> is none of those that there are.
    /// </summary>
    public static readonly RefusalCode BadRoom = new("bad-room");

    /// <summary>The connection is not in that room.</summary>
    public static readonly RefusalCode NotInRoom = new("not-in-room");

    /// <summary>The connection is in as many rooms as one may be, or all together are.</summary>
    public static readonly RefusalCode TooManyRooms = new("too-many-rooms");

    /// <summary>An operator has closed the room.</summary>
    public static readonly RefusalCode RoomClosed = new("room-closed");

    /// <summary>The user has as many connections to this server as one user may have, or as one address may have of them.</summary>
    public static readonly RefusalCode TooManyConnections = new("too-many-connections");

    /// <summary>A message before <c>identify</c>.</summary>
    public static readonly RefusalCode NotIdentified = new("not-identified");

    /// <summary><c>from</c> is not the user that this connection identified as.</summary>
    public static readonly RefusalCode WrongFrom = new("wrong-from");

    /// <summary><c>im</c> is not an object with the strings <c>from</c>, <c>to</c> and <c>text</c>.</summary>
    public static readonly RefusalCode BadMessage = new("bad-message");

    /// <summary><c>id</c> is not a string of 1 to 64 visible ASCII characters.</summary>
    public static readonly RefusalCode BadId = new("bad-id");

    /// <summary><c>kind</c> is not a string of 1 to 32 characters <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public static readonly RefusalCode BadKind = new("bad-kind");

    /// <summary><c>file</c> is not an object with its fields and one binary attachment.</summary>
    public static readonly RefusalCode BadFile = new("bad-file");

    /// <summary>A file's name is empty, too long, a path, or has characters that are not seen.</summary>
    public static readonly RefusalCode BadFileName = new("bad-file-name");

    /// <summary>A file's <c>type</c> is no media type.</summary>
    public static readonly RefusalCode BadFileType = new("bad-file-type");

    /// <summary>A file times the connections that it is for is more than may be told of one.</summary>
    public static readonly RefusalCode TooManyReceivers = new("too-many-receivers");

    /// <summary>Somebody has the name that the client did not want then (<see cref="Identify.UnlessTaken"/>).</summary>
    public static readonly RefusalCode NameTaken = new("name-taken");

    /// <summary><c>text</c> is longer, or a file larger, than the server takes.</summary>
    public static readonly RefusalCode TooLarge = new("too-large");

    /// <summary>
    /// More events of a kind than one connection, user or address may send, or too many messages of this connection whose outcome is not
    /// yet known.
    /// </summary>
    public static readonly RefusalCode TooFast = new("too-fast");

    /// <summary>The user list is larger than what this server sends in one packet: it is not sent.</summary>
    public static readonly RefusalCode ListTooLarge = new(ListTooLargeFrame.Code);

    /// <summary>A server that holds the recipient did not confirm in time: the message may not have arrived there.</summary>
    public static readonly RefusalCode Unreachable = new("unreachable");

    /// <summary>A fault of the server itself; its log has the details.</summary>
    public static readonly RefusalCode Internal = new("internal");

    public override string ToString() => Value;
}
