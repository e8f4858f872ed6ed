using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaKit.Cli.Files;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>
/// Reads observations, each with its line, from JSON Lines, from one JSON document (an observation, a list, <c>{"observations": […]}</c>)
/// or from an export.
/// </summary>
internal static class ObservationFileReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DataValueJson.MaxStoredDepth };

    /// <exception cref="CommandFailure">The file cannot be read or is not JSON; the message lists every error.</exception>
    public static async Task<ObservationFile> ReadAsync(string name, CliContext cli, CancellationToken cancellationToken)
    {
        var (shown, bytes) = await SourceFiles.ReadBytesAsync(name, cli, cancellationToken);
        var file = Read(shown, bytes);

        // A file that is sent twice is the same file; the same text on standard input is new each time.
        return name == SourceFiles.Input ? file with { Digest = Guid.NewGuid().ToString("n") } : file;
    }

    public static ObservationFile Read(string name, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var items = ImmutableArray.CreateBuilder<ObservationItem>();
        var faults = new List<string>();
        string? person = null;
        if (HoldsLines(text))
        {
            ReadLines(name, text, items, faults);
        }
        else if (!text.Trim(" \t\r\n"u8).IsEmpty)
        {
            try
            {
                person = ReadDocument(text, items);
            }
            catch (JsonException malformed)
            {
                faults.Add(Fault(name, 1, malformed));
            }
        }

        if (faults.Count == 0 && items.Count == 0)
        {
            faults.Add($"{name}(1,1): error: the file contains no observation");
        }

        return faults.Count == 0
            ? new ObservationFile(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), person, items.DrainToImmutable())
            : throw new CommandFailure(string.Join('\n', faults));
    }

    /// <summary>Whether the first line is a complete object and more text follows; only JSON Lines looks like that.</summary>
    private static bool HoldsLines(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        return end > 0 && !text[end..].Trim(" \t\r\n"u8).IsEmpty && text[0] == '{' && TryParse(text[..end], out _) is null;
    }

    private static void ReadLines(string name, ReadOnlySpan<byte> text, ImmutableArray<ObservationItem>.Builder items, List<string> faults)
    {
        var line = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            line++;
            var content = text[range].Trim(" \t\r"u8);
            if (content.IsEmpty)
            {
                continue;
            }

            if (TryParse(content, out var value) is { } malformed)
            {
                faults.Add(Fault(name, line, malformed));
            }
            else
            {
                items.Add(new(line, value!));
            }
        }
    }

    private static JsonException? TryParse(ReadOnlySpan<byte> text, out DataValue? value)
    {
        value = null;
        try
        {
            value = DataValueJson.ParseStored(text);
            return null;
        }
        catch (JsonException malformed)
        {
            return malformed;
        }
    }

    /// <summary>Returns the person of an export.</summary>
    private static string? ReadDocument(ReadOnlySpan<byte> text, ImmutableArray<ObservationItem>.Builder items)
    {
        // Parse the whole document first, so that a malformed one or a repeated key is refused before any observation is used.
        var whole = DataValueJson.ParseStored(text);
        var reader = new Utf8JsonReader(text, Options);
        reader.Read();
        var lines = new LineCounter(text);
        if (whole is DataValue.Map map && map["observations"] is DataValue.List)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isList = reader.ValueTextEquals("observations"u8);
                reader.Read();
                if (isList)
                {
                    ReadList(ref reader, ref lines, items);
                }
                else
                {
                    reader.Skip();
                }
            }

            return (map["person_id"] as DataValue.Text)?.Value;
        }

        if (whole is DataValue.List)
        {
            ReadList(ref reader, ref lines, items);
        }
        else
        {
            items.Add(new(lines.At(reader.TokenStartIndex), whole));
        }

        return null;
    }

    private static void ReadList(ref Utf8JsonReader reader, ref LineCounter lines, ImmutableArray<ObservationItem>.Builder items)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var line = lines.At(reader.TokenStartIndex);
            items.Add(new(line, DataValueJson.Read(ref reader)));
        }
    }

    private static string Fault(string name, int line, JsonException malformed)
    {
        var end = malformed.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var message = new StringBuilder().Append(malformed.Message, 0, end < 0 ? malformed.Message.Length : end);
        return $"{name}({line + (malformed.LineNumber ?? 0)},{(malformed.BytePositionInLine ?? 0) + 1}): error: {message}";
    }
}
