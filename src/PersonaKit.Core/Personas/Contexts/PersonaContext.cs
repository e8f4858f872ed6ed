using System.Buffers;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Contexts;

/// <summary>What the caller says about the moment a persona is for. Two contexts with equal values are the same one, and share a digest.</summary>
public sealed class PersonaContext
{
    /// <summary>The most fields of a context.</summary>
    public const int MaxFields = 32;

    /// <summary>The longest value of a field, in characters.</summary>
    public const int MaxValueLength = 1024;

    /// <summary>A context without fields.</summary>
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

    /// <summary>The context of these values, whatever the order of their keys.</summary>
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
