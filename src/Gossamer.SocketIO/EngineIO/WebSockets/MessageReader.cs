using System.Buffers;
using System.Text.Unicode;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// Makes messages of a client's frames (RFC 6455, sections 5 and 8.1), bounded in size. It does no I/O: bytes come in as they
/// arrive, in pieces of any size, and each is looked at once. Between messages it can do without its buffer.
/// </summary>
internal sealed class MessageReader(int maxPayload)
{
    private const int FirstRent = 4096;

    /// <summary>"2probe" and "5", and as much as a control frame may have.</summary>
    private const int MaxProbe = 125;

    private byte[]? _buffer; // the message so far
    private byte[]? _control; // a control frame's payload so far
    private FrameHeader _frame;
    private long _taken; // of the frame's payload
    private int _length; // of the message
    private int _controlLength;
    private bool _inFrame;
    private bool _inMessage;
    private bool _isBinary;
    private WebSocketInput _expected;

    private int MaxPayload => _expected == WebSocketInput.Probe ? MaxProbe : maxPayload;

    /// <summary>What may come from now on; where that is no message, what has come of one is let go of.</summary>
    public void Expect(WebSocketInput input)
    {
        _expected = input;
        if (input == WebSocketInput.Close)
            Return();
    }

    /// <summary>Takes what has arrived up to the end of the next frame, or a fault. No frame goes by untold, whatever is in it.</summary>
    /// <param name="input">What has arrived; afterwards what is left of it.</param>
    /// <param name="read">What there is to read, valid until the next call.</param>
    /// <returns>False when more has to arrive.</returns>
    public bool TryRead(ref ReadOnlySequence<byte> input, out WebSocketRead read)
    {
        read = default;
        if (!_inMessage)
            _length = 0; // the message before has been dealt with
        if (!_inFrame && input.IsEmpty)
            return false;
        if (!_inFrame && !TryBegin(ref input, out var fault))
        {
            read = fault is { } reason ? WebSocketRead.Ended(reason) : default;
            return fault is not null;
        }

        TakePayload(ref input);
        if (_taken < _frame.Length)
            return false;
        _inFrame = false;
        read = Finish();
        return true;
    }

    /// <summary>What is kept of a message that has not come whole, and the room for it, in bytes.</summary>
    public int HeldBytes => _buffer?.Length ?? 0;

    /// <summary>A message has come in part.</summary>
    public bool HasPart => _inMessage || _inFrame;

    /// <summary>Gives the buffer back, unless part of a message is in it.</summary>
    public void Rest()
    {
        if (!HasPart)
            Return();
    }

    /// <inheritdoc cref="IWebSocketChannel.LeaveBuffer"/>
    public void LeaveBuffer() => (_buffer, _length) = (null, 0);

    /// <summary>Gives the buffer back for good.</summary>
    public void End()
    {
        (_inMessage, _inFrame) = (false, false);
        Rest();
    }

    private void Return()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = (null, 0);
    }

    /// <returns>False when more has to arrive, or the frame is not allowed to come.</returns>
    private bool TryBegin(ref ReadOnlySequence<byte> input, out CloseReason? fault)
    {
        var result = FrameHeader.Read(input, out _frame, out var size);
        fault = result == HeaderRead.Incomplete ? null : Check(result);
        if (result == HeaderRead.Incomplete || fault is not null)
            return false;

        input = input.Slice(size);
        (_inFrame, _taken) = (true, 0);
        if (_frame.IsControl)
            _controlLength = 0;
        else if (_frame.Opcode != Opcode.Continuation)
            (_inMessage, _isBinary) = (true, _frame.Opcode == Opcode.Binary);
        return true;
    }

    private CloseReason? Check(HeaderRead result)
    {
        if (result == HeaderRead.Invalid)
            return CloseReason.TransportError;
        if (_frame.IsControl)
            return null;
        if (_frame.Opcode == Opcode.Continuation != _inMessage)
            return CloseReason.TransportError;
        return _expected != WebSocketInput.Close && _frame.Length > MaxPayload - _length ? CloseReason.PayloadTooLarge : null;
    }

    private void TakePayload(ref ReadOnlySequence<byte> input)
    {
        var count = (int)Math.Min(_frame.Length - _taken, Math.Min(input.Length, int.MaxValue));
        if (_expected == WebSocketInput.Close && !_frame.IsControl)
        {
            _taken += count;
            input = input.Slice(count);
            return;
        }

        var output = Room(count);
        foreach (var piece in input.Slice(0, count))
        {
            Masking.Remove(piece.Span, output, _frame.Mask, _taken);
            output = output[piece.Length..];
            _taken += piece.Length;
        }

        if (_frame.IsControl)
            _controlLength += count;
        else
            _length += count;
        input = input.Slice(count);
    }

    private Span<byte> Room(int count)
    {
        if (_frame.IsControl)
            return (_control ??= new byte[FrameHeader.MaxControlLength]).AsSpan(_controlLength);
        RentedBuffer.Reserve(ref _buffer, _length, count, FirstRent);
        return _buffer.AsSpan(_length);
    }

    private WebSocketRead Finish()
    {
        if (_frame.Opcode == Opcode.Close)
            return WebSocketRead.Ended(CloseReason.TransportClose);
        if (_frame.IsControl)
            return WebSocketRead.Control(_control.AsMemory(0, _controlLength), _frame.Opcode);
        if (_frame.IsFinal && _expected != WebSocketInput.Close)
            return FinishMessage();
        _inMessage = !_frame.IsFinal;
        return WebSocketRead.Part();
    }

    private WebSocketRead FinishMessage()
    {
        _inMessage = false;
        var message = _buffer.AsMemory(0, _length);
        return _isBinary || Utf8.IsValid(message.Span)
            ? WebSocketRead.Message(message, _isBinary)
            : WebSocketRead.Ended(CloseReason.TransportError);
    }
}
