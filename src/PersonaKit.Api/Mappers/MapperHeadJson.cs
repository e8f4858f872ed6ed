using System.Text.Json;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Mappers;

/// <summary>Where a mapper stands, and one of its revisions in it.</summary>
internal static class MapperHeadJson
{
    public static void WriteState(Utf8JsonWriter writer, MapperHead head)
    {
        writer.WriteString("status"u8, NameOf(head.Status));
        if (head.Active is { } active)
        {
            writer.WriteNumber("active_revision"u8, active.Number);
        }
        else
        {
            writer.WriteNull("active_revision"u8);
        }

        writer.WriteNumber("newest_revision"u8, head.Newest.Number);
    }

    public static void WriteRevision(Utf8JsonWriter writer, MapperHead head, MapperRevision revision)
    {
        writer.WriteNumber("revision"u8, revision.Number);
        writer.WriteString("status"u8, NameOf(head.StatusOf(revision.Number)));
        writer.WriteString("origin"u8, revision.Origin == MapperOrigin.Api ? "api"u8 : "file"u8);
        writer.WriteString("created_at"u8, Instants.Format(revision.CreatedAt));
    }

    private static string NameOf(MapperStatus status) => status switch
    {
        MapperStatus.Draft => "draft",
        MapperStatus.Active => "active",
        MapperStatus.Inactive => "inactive",
        _ => "retired",
    };
}
