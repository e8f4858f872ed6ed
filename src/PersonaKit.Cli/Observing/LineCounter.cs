namespace PersonaKit.Cli.Observing;

/// <summary>Converts ascending positions in a text to line numbers; reads each byte once.</summary>
internal ref struct LineCounter(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private int _line = 1;

    /// <summary>The line of the position, counted from 1.</summary>
    public int At(long position)
    {
        _line += _text[_position..(int)position].Count((byte)'\n');
        _position = (int)position;
        return _line;
    }
}
