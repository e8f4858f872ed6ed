namespace PersonaKit.Cli.Terminal;

/// <summary>Shows progress in one line that is overwritten. Prints nothing when standard error is not a terminal.</summary>
internal sealed class Progress(CliContext cli, bool isQuiet)
{
    private readonly bool _isShown = cli.IsTerminal && !isQuiet;
    private readonly long _started = cli.Time.GetTimestamp();
    private int _width;

    /// <param name="done">How many are done.</param>
    /// <param name="total">The total; null when it is unknown.</param>
    /// <param name="unit">The unit, if it is not observations.</param>
    public void Show(int done, int? total, string unit = "")
    {
        if (!_isShown)
        {
            return;
        }

        var seconds = cli.Time.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? $", {done / seconds:0} a second" : "";
        Write(total is { } all ? $"{done} of {all}{unit}{rate}" : $"{done}{unit}{rate}");
    }

    /// <summary>Clears the line, so that the next output starts in its place.</summary>
    public void Clear()
    {
        if (_isShown && _width > 0)
        {
            Write("");
            cli.Errors.Write('\r');
            _width = 0;
        }
    }

    private void Write(string text)
    {
        cli.Errors.Write($"\r{text.PadRight(_width)}");
        _width = text.Length;
    }
}
