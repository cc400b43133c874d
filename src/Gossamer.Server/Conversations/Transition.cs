using System.Collections.Immutable;

namespace Gossamer.Server.Conversations;

/// <summary>What an input leads to.</summary>
/// <param name="State">The next state.</param>
/// <param name="Effects">What is to be done, in order.</param>
internal readonly record struct Transition(ChatState State, ImmutableArray<ChatEffect> Effects)
{
    public static implicit operator Transition(ChatState state) => new(state, []);

    public Transition Then(ChatEffect effect) => new(State, Effects.Add(effect));

    public Transition Then(Func<ChatState, Transition> next)
    {
        var (state, more) = next(State);
        return new Transition(state, Effects.AddRange(more));
    }

    public static Transition FromChatState(ChatState state) => state;
}
