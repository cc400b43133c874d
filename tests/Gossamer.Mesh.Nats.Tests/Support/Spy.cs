using System.Collections.Concurrent;
using NATS.Client.Core;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>Hears what servers say of being there.</summary>
internal sealed class Spy
{
    private readonly NatsConnection _client;

    private Spy(NatsConnection client) => _client = client;

    internal ConcurrentQueue<Announcement> Heard { get; } = new();

    internal static async Task<Spy> ListenAsync(NatsConnection client, NatsSubjects subjects)
    {
        var spy = new Spy(client);
        var subscription = await client.SubscribeCoreAsync<byte[]>(subjects.Here);
        await client.PingAsync();
        _ = Task.Run(async () =>
        {
            await foreach (var message in subscription.Msgs.ReadAllAsync())
                spy.Heard.Enqueue(Announcement.Read(message.Data)!);
        });
        return spy;
    }

    internal int Count(string id, Announcement.State kind) => Heard.Count(said => said.Id == new NodeId(id) && said.Kind == kind);

    internal ValueTask SayAsync(NatsSubjects subjects, string id, Announcement.State kind) =>
        _client.PublishAsync(subjects.Here, new Announcement(new(id), null, kind, 1).Write());
}
