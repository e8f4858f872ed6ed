using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.Documents;

/// <summary>
/// Reads of a stored observation only what is needed of its content: the history of a trait looks at hundreds of thousands, and parsing all
/// that each says takes most of its time. Meta and fingerprint are left out.
/// </summary>
public static class SelectedObservation
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DataValueJson.MaxStoredDepth };

    /// <summary>Reads what <see cref="ObservationDocument.Write(Observation)"/> wrote.</summary>
    /// <param name="utf8">The stored observation.</param>
    /// <param name="selection">What is needed of the content; null for the whole observation.</param>
    /// <exception cref="FormatException">The text is not a stored observation.</exception>
    public static Observation Read(ReadOnlySpan<byte> utf8, ContentSelection? selection)
    {
        if (selection is null)
        {
            return ObservationDocument.Read(utf8);
        }

        try
        {
            return TryRead(utf8, selection) ?? ObservationDocument.Read(utf8);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new FormatException("not a stored observation", malformed);
        }
    }

    /// <summary>Null for one whose members are in an unusual order, or missing.</summary>
    private static Observation? TryRead(ReadOnlySpan<byte> utf8, ContentSelection selection)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        (string? id, string? type, string? corrects) = (null, null, null);
        (long? at, long? received) = (null, null);
        DataValue.Map? content = null;
        var isForgotten = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = Text(ref reader);
            }
            else if (reader.ValueTextEquals("at"u8))
            {
                at = Number(ref reader);
            }
            else if (reader.ValueTextEquals("rx"u8))
            {
                received = Number(ref reader);
            }
            else if (reader.ValueTextEquals("corrects"u8))
            {
                corrects = Text(ref reader);
            }
            else if (reader.ValueTextEquals("gone"u8))
            {
                reader.Read();
                isForgotten = reader.GetBoolean();
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                if (type is null)
                {
                    return null;
                }

                reader.Read();
                content = Content(ref reader, type, selection);
            }
            else
            {
                reader.Skip();
            }
        }

        return id is null || type is null || at is null || received is null || (content is null && !isForgotten) ? null : new Observation
        {
            Id = ObservationId.Parse(id),
            Type = type,
            ObservedAt = DateTimeOffset.FromUnixTimeMilliseconds(at.Value),
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(received.Value),
            Corrects = corrects is null ? null : ObservationId.Parse(corrects),
            Fingerprint = "",
            Content = content ?? DataValue.Map.Empty,
            IsForgotten = isForgotten,
        };
    }

    private static DataValue.Map? Content(ref Utf8JsonReader reader, string type, ContentSelection selection)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        if (!selection.TryFind(type, out var members))
        {
            reader.Skip();
            return DataValue.Map.Empty;
        }

        if (members is null)
        {
            return DataValueJson.Read(ref reader) as DataValue.Map;
        }

        var found = new List<KeyValuePair<string, DataValue>>(members.Count);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameIn(ref reader, members);
            reader.Read();
            if (name is null)
            {
                reader.Skip();
            }
            else
            {
                found.Add(new(name, DataValueJson.Read(ref reader)));
            }
        }

        return found.Count == 0 ? DataValue.Map.Empty : new DataValue.Map([.. found]);
    }

    private static string? NameIn(ref Utf8JsonReader reader, IReadOnlyList<string> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (reader.ValueTextEquals(members[i]))
            {
                return members[i];
            }
        }

        return null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TryGetInt64(out var number) ? number : (long)reader.GetDouble();
    }
}
