using System.Text.Unicode;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>Walks through the packets of an HTTP body. Never throws; text that is not UTF-8 is invalid.</summary>
internal struct PayloadReader
{
    private readonly PayloadFormat _format;
    private readonly bool _valid;
    private ReadOnlyMemory<byte> _rest;

    public PayloadReader(PayloadFormat format, ReadOnlyMemory<byte> body)
    {
        _format = format;
        _rest = body;
        _valid = !body.IsEmpty && (format == PayloadFormat.V3Binary || Utf8.IsValid(body.Span));
    }

    public PayloadRead Read(out EnginePacket packet)
    {
        packet = default;
        if (!_valid)
            return PayloadRead.Invalid;
        if (_rest.IsEmpty)
            return PayloadRead.End;
        return _format switch
        {
            PayloadFormat.V4 => PayloadV4.Read(ref _rest, out packet),
            PayloadFormat.V3Text => PayloadV3Text.Read(ref _rest, out packet),
            _ => PayloadV3Binary.Read(ref _rest, out packet),
        };
    }
}
