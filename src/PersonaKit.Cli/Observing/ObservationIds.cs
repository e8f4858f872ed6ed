using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>
/// Ids for observations that came without one, so that sending a file again counts nothing twice. One that says when it was seen is known by what it
/// says, and by its place among those that say the same: a log that has grown is sent whole, and its old lines are the same observations. One that
/// does not is known by the whole file and its place in it.
/// </summary>
internal static class ObservationIds
{
    public static ImmutableArray<ObservationItem> Assign(ObservationFile file)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. file.Items.Select((item, i) => item.Value is DataValue.Map map && map["id"] is null ? item with { Value = WithId(map, i) } : item)];

        DataValue.Map WithId(DataValue.Map map, int index)
        {
            var subject = map["observed_at"] is null ? file.Digest : Canonical(map);
            var place = map["observed_at"] is null ? index : seen[subject] = seen.GetValueOrDefault(subject) + 1;
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{subject}\n{place}"));
            return new DataValue.Map(map.Entries.Insert(0, new("id", DataValue.Of("f" + Convert.ToHexStringLower(digest.AsSpan(0, 16))))));
        }
    }

    private static string Canonical(DataValue.Map map)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            DataValueJson.WriteCanonical(writer, map);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
