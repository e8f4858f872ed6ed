using System.Globalization;
using System.Text.RegularExpressions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static partial class MetadataReader
{
    private const int MostHours = 168;
    private const int LongestName = 200;

    /// <summary>A program of nothing but its metadata, or null when it has no usable id.</summary>
    public static MapperProgram? Read(SourceNode node, List<Diagnostic> faults)
    {
        if (FieldReader.TryOpen(node, "metadata", faults) is not { } fields)
        {
            return null;
        }

        var id = ReadId(fields.Need("id"), faults);
        var version = Text("version");
        var name = ReadName(fields.Optional("name"), faults);
        var description = Text("description");
        var author = Text("author");
        var created = Text("created");
        var hours = Expect.Number(fields.Optional("default_ttl_hours"), "default_ttl_hours", 1, MostHours, faults);
        fields.RejectUnknown();
        return id is null ? null : new MapperProgram
        {
            Id = id.Value,
            Version = version ?? "",
            Name = string.IsNullOrWhiteSpace(name) ? id.Value.Value : name,
            Description = description ?? "",
            Author = author ?? "",
            Created = created ?? "",
            TimeToLive = hours is { } given ? TimeSpan.FromMilliseconds((long)(given * 3_600_000)) : MapperProgram.DefaultTimeToLive,
        };

        string? Text(string key) => Expect.Text(fields.Optional(key), key, faults);
    }

    /// <summary>A duration such as 12h.</summary>
    public static TimeSpan? ReadDuration(SourceNode? node, List<Diagnostic> faults)
    {
        if (Expect.Text(node, "ttl", faults) is not { } text)
        {
            return null;
        }

        var match = DurationPattern().Match(text);
        if (match.Success)
        {
            var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            var duration = match.Groups["unit"].ValueSpan[0] switch
            {
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(count),
            };
            if (duration >= TimeSpan.FromMinutes(1) && duration <= TimeSpan.FromHours(MostHours))
            {
                return duration;
            }
        }

        faults.Add(new(node!.Line, node.Column, $"ttl must be a duration such as 30m, 12h or 7d, from 1m to {MostHours}h, this is '{Expect.Shorten(text)}'"));
        return null;
    }

    /// <summary>It is shown in lists and repeated in every persona.</summary>
    private static string? ReadName(SourceNode? node, List<Diagnostic> faults)
    {
        var name = Expect.Text(node, "name", faults);
        if (name is not { Length: > LongestName })
        {
            return name;
        }

        faults.Add(new(node!.Line, node.Column, $"a mapper's name has at most {LongestName} characters, this one has {name.Length}"));
        return null;
    }

    private static MapperId? ReadId(SourceNode? node, List<Diagnostic> faults)
    {
        if (Expect.Text(node, "id", faults) is not { } text)
        {
            return null;
        }

        if (!MapperId.TryParse(text, out var id))
        {
            faults.Add(new(node!.Line, node.Column, $"a mapper's id is {MapperId.Rule}, this is '{Expect.Shorten(text)}'"));
            return null;
        }

        if (id.IsReserved)
        {
            faults.Add(new(node!.Line, node.Column, $"a mapper's id is neither {MapperId.Reserved}: the API has routes of these names beside the mappers"));
            return null;
        }

        return id;
    }

    [GeneratedRegex("^(?<count>[0-9]{1,6})(?<unit>[mhd])$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}
