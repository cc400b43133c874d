using Gossamer.SocketIO;

namespace Whiteboard;

/// <summary>
/// The picture. It changes and is told under one lock, so that who gets it misses no stroke and gets none twice. Nothing is awaited there:
/// an emit is in its receivers' outboxes when it returns.
/// </summary>
/// <param name="io">The server.</param>
/// <param name="maxPoints">How many points of strokes are kept.</param>
internal sealed class Board(SocketIOServer io, int maxPoints)
{
    private const string Viewers = "viewers"; // who has got the picture
    private readonly Lock _gate = new();
    private readonly Queue<Stroke> _strokes = new();
    private int _points;
    private long _last;

    /// <summary>The pen is moving: to whom it can be sent at this moment.</summary>
    public static ValueTask ShowAsync(Socket author, Line line) =>
        line.IsValid() ? author.To(Viewers).Volatile.EmitAsync("drawing", author.Id, line) : default;

    public async ValueTask EnterAsync(Socket socket)
    {
        ValueTask sent;
        lock (_gate)
        {
            socket.Join(Viewers);
            sent = socket.EmitAsync("picture", new { strokes = _strokes.ToArray() });
        }

        await sent;
    }

    /// <summary>The pen is lifted: to everybody, the author included, and into the picture.</summary>
    public async ValueTask<object> DrawAsync(Socket author, Line line)
    {
        if (!line.IsValid())
            return new { error = new EventError("bad-line", $"A color, a width, and 1 to {Line.MaxNumbers / 2} points, please.") };
        Stroke stroke;
        ValueTask sent;
        lock (_gate)
        {
            stroke = new Stroke(++_last, author.Id, line.Color!, line.Width, line.Points!);
            Keep(stroke);
            sent = io.To(Viewers).EmitAsync("stroke", new { stroke, oldest = _strokes.Peek().Number });
        }

        await sent;
        return new { number = stroke.Number };
    }

    public async ValueTask ClearAsync()
    {
        ValueTask sent;
        lock (_gate)
        {
            _strokes.Clear();
            _points = 0;
            sent = io.To(Viewers).EmitAsync("cleared");
        }

        await sent;
    }

    private void Keep(Stroke stroke)
    {
        _strokes.Enqueue(stroke);
        _points += stroke.Points.Length / 2;
        while (_points > maxPoints && _strokes.Count > 1)
            _points -= _strokes.Dequeue().Points.Length / 2;
    }
}
