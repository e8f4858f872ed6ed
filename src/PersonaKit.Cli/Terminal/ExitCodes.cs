namespace PersonaKit.Cli.Terminal;

internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The input is bad, or a host refused it or did not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself cannot be meant.</summary>
    public const int Misused = 2;

    /// <summary>Stopped by Ctrl+C, as a shell reports it.</summary>
    public const int Stopped = 130;
}
