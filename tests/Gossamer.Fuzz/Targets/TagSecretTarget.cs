using Gossamer.Mesh;
using Gossamer.Server.Recovery;

namespace Gossamer.Fuzz.Targets;

/// <summary>The secrets of offsets that another server tells: those that are taken can be told on.</summary>
internal sealed class TagSecretTarget() : FuzzTarget("tag-secrets")
{
    private static readonly NodeId Teller = new("server-2");

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        TagSecretText.Write([(new byte[TagSecrets.Bytes], TimeSpan.Zero)]),
        TagSecretText.Write([.. Enumerable.Range(0, 4).Select(i => (Secret((byte)i), TimeSpan.FromSeconds(i)))]),
    ];

    public override void Run(byte[] input)
    {
        var secrets = new TagSecrets(TimeProvider.System);
        if (!TagSecretText.TryRead(input, Teller, secrets))
        {
            FuzzFailure.Unless(secrets.All.Count == 1, "something was learnt of a message that was refused");
            return;
        }

        var told = TagSecretText.Write(secrets.ToTell);
        FuzzFailure.Unless(TagSecretText.TryRead(told, Teller, new TagSecrets(TimeProvider.System)), "what is told on cannot be read");
    }

    private static byte[] Secret(byte value)
    {
        var secret = new byte[TagSecrets.Bytes];
        secret.AsSpan().Fill(value);
        return secret;
    }
}
