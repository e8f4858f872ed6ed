using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>
/// Derives ids for observations without one, so that sending a file twice counts nothing twice. With <c>observed_at</c> the id depends on
/// the observation's content and its position among equal observations, so a log that has grown can be sent as a whole. Without it, the id
/// depends on the whole file and the position in it.
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
