using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Observations;

public class EncodedContentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Taken from a database file of version 0.1.0.</summary>
    [Fact]
    public void A_fingerprint_is_the_one_that_older_files_hold()
    {
        var observation = Accept(
            """{"start":"2026-01-20T09:00:00Z","duration_minutes":50,"productivity_score":4,"interruptions":1}""", null, "work_session");

        Assert.Equal("a93f5fc60aa17086a348ddd69cf88396", observation.Fingerprint);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"a":1,"b":2}""", null)]
    [InlineData("""{"b":1,"a":"ü€ \" \\ /","c":[1,"x",null,true]}""", null)]
    [InlineData("""{"b":{"z":1,"a":2},"a":3}""", """{"y":1,"x":2}""")]
    [InlineData("""{"a":[{"z":1,"a":2}],"Z":12345678901234567890}""", "{}")]
    [InlineData("""{"a":{"a":1},"b":0.1}""", """{"b":[[{"d":1,"c":2}]],"a":1e300}""")]
    public void One_serialization_gives_the_stored_bytes_their_size_and_the_fingerprint_of_the_canonical_form(string content, string? meta)
    {
        var observation = Accept(content, meta);

        Assert.Equal(DataValueJson.ToJson(observation.Content), Encoding.UTF8.GetString(observation.Encoded.Content));
        Assert.Equal(observation.Meta is null ? "" : DataValueJson.ToJson(observation.Meta), Encoding.UTF8.GetString(observation.Encoded.Meta));
        Assert.Equal(observation.Encoded.Content.Length + observation.Encoded.Meta.Length, observation.Encoded.Size);
        Assert.Equal(CanonicalDigest(observation), observation.Fingerprint);
    }

    [Fact]
    public void An_object_with_many_keys_is_put_in_order_too()
    {
        var observation = Accept($"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"k{i * 37 % 100}\":{i}"))}}}", null);

        Assert.Equal(CanonicalDigest(observation), observation.Fingerprint);
    }

    [Fact]
    public void An_observation_whose_content_is_replaced_has_no_encoding_of_the_old_one()
    {
        var observation = Accept("""{"secret":1}""", null);

        Assert.True(observation.Forget().Encoded.IsEmpty);
        Assert.True((observation with { Content = DataValue.Map.Empty }).Encoded.IsEmpty);
        Assert.False((observation with { Type = "note" }).Encoded.IsEmpty);
    }

    [Fact]
    public void The_encoding_does_not_take_part_in_the_equality_of_observations()
    {
        var observation = Accept("""{"a":1}""", null);

        Assert.Equal(observation, observation with { Content = observation.Content });
    }

    private static Observation Accept(string content, string? meta, string type = "t") => new ObservationDraft
    {
        Pointer = "",
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
        Meta = meta is null ? null : (DataValue.Map)DataValueJson.Parse(meta),
    }.Accept(ObservationId.Parse("o1"), Now);

    /// <summary>The definition, written out: an array of what was sent, the keys of every object in order.</summary>
    private static string CanonicalDigest(Observation observation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(observation.Type);
            writer.WriteNullValue();
            DataValueJson.WriteCanonical(writer, observation.Content);
            if (observation.Meta is { } meta)
            {
                DataValueJson.WriteCanonical(writer, meta);
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan).AsSpan(0, 16));
    }
}
