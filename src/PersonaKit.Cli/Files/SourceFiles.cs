using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Files;

/// <summary>Reads file arguments: a file, all YAML and JSON files of a directory, or <c>-</c> for standard input.</summary>
internal static class SourceFiles
{
    public const string Input = "-";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The names to read; a directory is replaced by its files.</summary>
    public static IEnumerable<string> Expand(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!Directory.Exists(name))
            {
                yield return name;
                continue;
            }

            var files = Directory.EnumerateFiles(name).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
            {
                throw new CommandFailure($"{name} contains no {string.Join(", ", Extensions)} file");
            }

            foreach (var file in files)
            {
                yield return file;
            }
        }
    }

    /// <exception cref="CommandFailure">The file cannot be read; the message is like a compiler's.</exception>
    public static async Task<SourceText> ReadAsync(string name, CliContext cli, CancellationToken cancellationToken)
    {
        var (shown, bytes) = await ReadBytesAsync(name, cli, cancellationToken);
        using var reader = new StreamReader(new MemoryStream(bytes));
        return new SourceText(shown, await reader.ReadToEndAsync(cancellationToken));
    }

    public static async Task<(string Name, byte[] Bytes)> ReadBytesAsync(string name, CliContext cli, CancellationToken cancellationToken)
    {
        try
        {
            if (name != Input)
            {
                return (name, await File.ReadAllBytesAsync(name, cancellationToken));
            }

            await using var input = cli.OpenInput();
            using var copy = new MemoryStream();
            await input.CopyToAsync(copy, cancellationToken);
            return ("stdin", copy.ToArray());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{name}(1,1): error: {(unreadable is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : unreadable.Message)}");
        }
    }
}
