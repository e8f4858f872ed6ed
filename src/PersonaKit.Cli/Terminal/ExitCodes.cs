namespace PersonaKit.Cli.Terminal;

internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The input is invalid, or the host refused it or did not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line is invalid.</summary>
    public const int Misused = 2;

    /// <summary>Stopped by Ctrl+C; the code that shells use.</summary>
    public const int Stopped = 130;
}
