using System.CommandLine;
using Gossamer.Server.Chat;
using Gossamer.Server.Limits;

namespace Gossamer.Server.CommandLine;

/// <summary>How much, and how fast, clients may send.</summary>
internal sealed class LimitOptions
{
    private const int MostPerSecond = 1_000_000;

    // A burst is what a connection may send at once after a rest, in seconds of its rate.
    private const int MessageBurst = 5;
    private const int IdentifyBurst = 4;
    private const int WatchBurst = 5;

    private static readonly ChatOptions Standard = new();

    private readonly Option<int> _messages = Rate("--im-rate", Standard.Rates.Messages, "messages", MessageBurst);
    private readonly Option<int> _identify = Rate("--identify-rate", Standard.Rates.Identify, "identify", IdentifyBurst);
    private readonly Option<int> _watch = Rate("--watch-rate", Standard.Rates.Watch, "watch and unwatch", WatchBurst);

    private readonly Option<int> _deliveries = RunOptions.Whole(
        "--address-delivery-rate", Standard.Rates.Deliveries.Address.PerSecond,
        "To how many connections a second the messages of one address may go, a tenth of a second's worth at once; 0: without limit",
        "deliveries", 1, MostPerSecond, zero: true);

    private readonly Option<int> _recipientBytes = RunOptions.Whole(
        "--recipient-rate", Standard.Rates.BytesToRecipient.PerSecond,
        "How many bytes of messages a second one address may send to one user, 16 seconds' worth at once; "
            + "0, or --im-rate 0: without limit",
        "bytes", 1, (int)TimeSpan.TicksPerSecond, zero: true); // a bucket counts in ticks

    private readonly Option<int> _userBytes = RunOptions.Whole(
        "--user-byte-rate", Standard.Rates.Bytes.User.PerSecond,
        "How many bytes of messages a second one user may send to one server, 4 seconds' worth at once; 0, or --im-rate 0: without limit",
        "bytes", 1, (int)TimeSpan.TicksPerSecond, zero: true); // a bucket counts in ticks

    private readonly Option<int> _text = RunOptions.Whole(
        "--max-text", Standard.MaxTextLength, "How long the text of a message may be, in UTF-16 units", "units", 1, 256 * 1024);

    private readonly Option<int> _file = RunOptions.Whole(
        "--max-file", Standard.Files.MaxBytes, "How large a file between people who are online may be; 0: there are none", "bytes", 1,
        512 * 1024, zero: true); // of base64, within the 1,000,000 bytes of a packet

    private readonly Option<int> _userConnections = RunOptions.Whole(
        "--user-connections", Standard.MaxConnectionsPerUser,
        "How many connections one user may have to one server; one address may hold half of them", "connections", 1, 1_000_000);

    public void AddTo(Command command)
    {
        command.Add(_messages);
        command.Add(_identify);
        command.Add(_watch);
        command.Add(_deliveries);
        command.Add(_userBytes);
        command.Add(_recipientBytes);
        command.Add(_text);
        command.Add(_file);
        command.Add(_userConnections);
    }

    public ChatOptions Read(ParseResult parsed) => Standard with
    {
        MaxTextLength = parsed.GetValue(_text),
        Files = Standard.Files with { MaxBytes = parsed.GetValue(_file) },
        MaxConnectionsPerUser = parsed.GetValue(_userConnections),
        Rates = Standard.Rates with
        {
            Messages = Of(parsed.GetValue(_messages), MessageBurst),
            Identify = Of(parsed.GetValue(_identify), IdentifyBurst),
            Watch = Of(parsed.GetValue(_watch), WatchBurst),
            Deliveries = EventRates.OfAddress(parsed.GetValue(_deliveries)),
            Bytes = EventRates.OfUser(parsed.GetValue(_messages) == 0 ? 0 : parsed.GetValue(_userBytes)),
            FileBytesToRecipient = parsed.GetValue(_messages) == 0 ? RateOptions.OfRecipient(0) : Standard.Rates.FileBytesToRecipient,
            BytesToRecipient = RateOptions.OfRecipient(parsed.GetValue(_messages) == 0 ? 0 : parsed.GetValue(_recipientBytes)),
        },
    };

    private static EventRates Of(int perSecond, int burst) => EventRates.Of(perSecond, perSecond * burst);

    private static Option<int> Rate(string name, EventRates standard, string what, int burst) => RunOptions.Whole(
        name, standard.Connection.PerSecond,
        $"How many {what} a second one connection may send, {burst} seconds' worth at once; an address 10 times, a user 20 times as many; "
            + "0: without limit",
        "times", 1, MostPerSecond, zero: true);
}
