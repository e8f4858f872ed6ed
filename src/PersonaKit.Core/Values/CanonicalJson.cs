using System.Buffers;
using System.Text.Json;

namespace PersonaKit.Core.Values;

/// <summary>
/// JSON in the order it was sent, and the same JSON with the keys of every object in ordinal order, from one serialization: the members of an object are
/// put in order by copying their bytes.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>
    /// Appends <paramref name="map"/> to <paramref name="buffer"/>, which <paramref name="writer"/> writes to. Returns its canonical form, or null when that
    /// is what was appended.
    /// </summary>
    public static byte[]? Write(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, DataValue.Map map)
    {
        writer.Reset();
        var start = buffer.WrittenCount;
        Span<int> ends = map.Entries.Length <= 32 ? stackalloc int[map.Entries.Length] : new int[map.Entries.Length];
        var isNestedOrdered = true;
        writer.WriteStartObject();
        for (var i = 0; i < ends.Length; i++)
        {
            var (key, value) = map.Entries[i];
            writer.WritePropertyName(key);
            DataValueJson.Write(writer, value);
            ends[i] = (int)writer.BytesCommitted + writer.BytesPending;
            isNestedOrdered &= IsOrdered(value);
        }

        writer.WriteEndObject();
        writer.Flush();
        if (isNestedOrdered)
        {
            return AreOrdered(map) ? null : Reorder(buffer.WrittenSpan[start..], map, ends);
        }

        // Rare: an object inside the object is out of order, too.
        var canonical = new ArrayBufferWriter<byte>(buffer.WrittenCount - start);
        using var rewriter = new Utf8JsonWriter(canonical, DataValueJson.WriterOptions);
        DataValueJson.WriteCanonical(rewriter, map);
        rewriter.Flush();
        return canonical.WrittenSpan.ToArray();
    }

    private static bool IsOrdered(DataValue value) => value switch
    {
        DataValue.Map map => AreOrdered(map) && map.Entries.All(entry => IsOrdered(entry.Value)),
        DataValue.List list => list.Items.All(IsOrdered),
        _ => true,
    };

    private static bool AreOrdered(DataValue.Map map)
    {
        for (var i = 1; i < map.Entries.Length; i++)
        {
            if (string.CompareOrdinal(map.Entries[i - 1].Key, map.Entries[i].Key) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="json">The object as written.</param>
    /// <param name="ends">Where each member ends in it; each begins one byte, a brace or a comma, behind the end of the one before.</param>
    private static byte[] Reorder(ReadOnlySpan<byte> json, DataValue.Map map, ReadOnlySpan<int> ends)
    {
        Span<int> order = ends.Length <= 32 ? stackalloc int[ends.Length] : new int[ends.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        order.Sort((one, other) => string.CompareOrdinal(map.Entries[one].Key, map.Entries[other].Key));
        var canonical = new byte[json.Length];
        var length = 0;
        foreach (var i in order)
        {
            canonical[length] = length == 0 ? (byte)'{' : (byte)',';
            var member = json[(i == 0 ? 1 : ends[i - 1] + 1)..ends[i]];
            member.CopyTo(canonical.AsSpan(length + 1));
            length += member.Length + 1;
        }

        canonical[length] = (byte)'}';
        return canonical;
    }
}
