namespace Gossamer.Bench.Engines;

/// <summary>All that was measured of so many servers over one engine.</summary>
/// <param name="Engine">Over what they reach each other.</param>
/// <param name="Servers">How many.</param>
/// <param name="Rest">Without clients.</param>
/// <param name="Presence">What a user's coming or going costs.</param>
/// <param name="Chat">Messages between users of different servers.</param>
/// <param name="Rooms">Deliveries in rooms with a member at each server.</param>
/// <param name="P50">Of a message's way between two servers, in us, when few are under way: the median.</param>
/// <param name="P99">The same: 99 of 100 are faster.</param>
internal sealed record EnginePoint(
    Engine Engine, int Servers, RestFigures Rest, PresenceFigures Presence, TalkFigures Chat, TalkFigures Rooms, Figure P50, Figure P99);
