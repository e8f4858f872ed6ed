using System.Text;

namespace PersonaKit.Language.Schemas;

/// <summary>
/// The JSON Schemas (2020-12) of the two languages, for editors: the files of <c>docs/schemas</c> as they lie there. The parsers stay the judges, and the
/// tests hold both against each other.
/// </summary>
public static class JsonSchemas
{
    private static readonly Lazy<string> MapperText = new(() => Load("mapper.schema.json"));

    private static readonly Lazy<string> TraitsText = new(() => Load("traits.schema.json"));

    /// <summary>The schema of a mapper.</summary>
    public static string Mapper => MapperText.Value;

    /// <summary>The schema of a trait catalog.</summary>
    public static string Traits => TraitsText.Value;

    private static string Load(string name)
    {
#pragma warning disable RS0030 // a resource of the assembly itself is data, as a constant is
        using var resource = typeof(JsonSchemas).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {name}");
        var utf8 = new byte[resource.Length];
        resource.ReadExactly(utf8);
#pragma warning restore RS0030
        return Encoding.UTF8.GetString(utf8);
    }
}
