using Gossamer.Mesh;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>What makes a session, apart from what waits for its client.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Presence">What its client hears of who is there.</param>
/// <param name="Sent">The ids that the client gave to its messages of late.</param>
internal sealed record SessionState(UserName User, PresenceMode Presence, IReadOnlyList<MessageId> Sent);
