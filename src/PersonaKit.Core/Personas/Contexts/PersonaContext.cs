using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Contexts;

/// <summary>What the caller says about the moment a persona is for. Two contexts with equal values are the same one, and share a digest.</summary>
public sealed class PersonaContext
{
    public const int MaxFields = 32;

    public const int MaxValueLength = 1024;

    public static readonly PersonaContext Empty = new(DataValue.Map.Empty, "0");

    private PersonaContext(DataValue.Map values, string digest)
    {
        Values = values;
        Digest = digest;
    }

    /// <summary>In ordinal order of the keys.</summary>
    public DataValue.Map Values { get; }

    /// <summary>26 characters of a–z and 2–7, or "0" for the empty context.</summary>
    public string Digest { get; }

    public static PersonaContext Of(DataValue.Map values)
    {
        if (values.Entries.IsEmpty)
        {
            return Empty;
        }

        var sorted = new DataValue.Map(values.Entries.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key)));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            DataValueJson.WriteCanonical(writer, sorted);
        }

        return new PersonaContext(sorted, ShortDigest.Of(buffer.WrittenSpan));
    }
}
