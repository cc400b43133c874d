using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Chat;

/// <content>What its client asked for with <c>identify</c>: it is as the latest one says, and comes along to where the client comes back.
/// </content>
internal sealed partial class ChatSession
{
    private IReadOnlyCollection<UserName> _watched = [];
    private UserName? _receivesAs;

    /// <summary>Under the lock.</summary>
    private void SetFeatures(ClientFeatures features)
    {
        if (_outlet!.Features == features)
            return;
        _outlet.Features = features;
        UpdateFiles();
        Describe();
    }

    /// <summary>Tells other servers what the client hears besides its messages. Under the lock.</summary>
    private void Describe() => _outlet!.Session!.Description =
        new SessionDescription(_presence, _watched) { Features = _outlet.Features }.Write();

    /// <summary>So that a client knows that this server understands it: older ones pass over what they do not know.</summary>
    private void WriteFeatures(JsonOutput output, ClientFeatures features)
    {
        if (features.HasFlag(ClientFeatures.Signals))
            output.Raw(""","signals":true"""u8);
        if (features.HasFlag(ClientFeatures.Files) && options.Files.MaxBytes > 0)
            output.Raw(""","files":"""u8).Number(options.Files.MaxBytes);
    }

    /// <summary>Whether, and as whom, it gets files. Under the lock, after each change of that.</summary>
    private void UpdateFiles()
    {
        UserName? now = _outlet?.Features.HasFlag(ClientFeatures.Files) == true ? _user : null;
        if (now == _receivesAs)
            return;
        if (_receivesAs is { } before)
            receivers.Remove(before, this);
        if (now is { } user)
            receivers.Add(user, this);
        _receivesAs = now;
    }

    /// <summary>
    /// Who else is that user, where users are whom they say they are. At this server connections count, at others sessions, those with them
    /// whose clients may come back.
    /// </summary>
    /// <returns>Null: nobody, or the server knows that the client is that user.</returns>
    private Refusal? TakenBy(UserName user)
    {
        if (access.Identity.User is not null)
            return null;
        var connections = mesh.ConnectionsOf(user);
        foreach (var location in mesh.LocationsOf(user))
            connections += location.Node == mesh.Self ? 0 : location.Connections;
        return connections == 0 ? null : new Refusal(RefusalCode.NameTaken, $"{user.Value} is connected already")
        {
            Connections = connections,
        };
    }
}
