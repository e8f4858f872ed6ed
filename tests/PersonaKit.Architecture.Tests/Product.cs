using System.Text.Json;

namespace PersonaKit.Architecture.Tests;

/// <summary>The assemblies of src, as they lie beside these tests, and what each depends on.</summary>
internal static class Product
{
    private static readonly string Own = typeof(Product).Assembly.GetName().Name!;

    public static IReadOnlyList<string> Assemblies { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "PersonaKit.*.dll").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != Own).Order(StringComparer.Ordinal),
    ];

    public static string FileOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    /// <summary>The projects and packages that a project references, used or not: the build writes them down for the runtime.</summary>
    public static IReadOnlyList<string> ReferencesOf(string project)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(FileOf(Own)[..^".dll".Length] + ".deps.json"));
        var library = document.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Single(entry => entry.Name.StartsWith(project + "/", StringComparison.Ordinal));
        return library.Value.TryGetProperty("dependencies", out var dependencies) ? [.. dependencies.EnumerateObject().Select(entry => entry.Name)] : [];
    }
}
