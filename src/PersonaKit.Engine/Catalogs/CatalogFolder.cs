using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Catalogs;

/// <summary>
/// Loads the trait catalog (<c>traits.yaml</c>, or several <c>*.yaml</c> files that are one catalog together) and the mappers in
/// <c>mappers/</c> from a folder. If any file has an error, nothing is loaded.
/// </summary>
public static class CatalogFolder
{
    private const string Conventional = "traits.yaml";

    private static readonly string[] CatalogExtensions = [".yaml", ".yml"];

    private static readonly string[] MapperExtensions = [".yaml", ".yml", ".json"];

    /// <summary>Loads the folder. Errors are returned, not thrown.</summary>
    /// <param name="folder">The path of the folder. It must have a <c>*.yaml</c> file; <c>mappers/</c> may be missing.</param>
    /// <returns>The catalog, or every error of every file.</returns>
    public static CatalogFolderOutcome Load(string folder)
    {
        var errors = new List<string>();
        var (traits, source) = LoadTraits(folder, errors);
        var mappers = LoadMappers(Path.Combine(folder, "mappers"), errors);
        return traits is not null && errors.Count == 0
            ? new CatalogFolderOutcome(new LoadedCatalog(traits, mappers) { Source = source }, [])
            : new CatalogFolderOutcome(null, [.. errors]);
    }

    private static (TraitCatalog? Catalog, string Source) LoadTraits(string folder, List<string> errors)
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(file => HasExtension(file, CatalogExtensions)).Order(StringComparer.Ordinal)]
            : [];
        var text = new CatalogText();
        foreach (var file in files.Length == 0 ? [Path.Combine(folder, Conventional)] : files)
        {
            if (Read(file, errors) is not { } source)
            {
                return (null, "");
            }

            text.Add(file, source);
        }

        var parsed = TraitCatalogParser.Parse(text.Source);
        errors.AddRange(parsed.Faults.Select(text.Place));
        return (parsed.Catalog, text.Source);
    }

    private static ImmutableArray<(MapperProgram, string)> LoadMappers(string folder, List<string> errors)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var mappers = ImmutableArray.CreateBuilder<(MapperProgram, string)>();
        var owners = new Dictionary<MapperId, string>();
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => HasExtension(file, MapperExtensions)).Order(StringComparer.Ordinal))
        {
            if (Read(file, errors) is not { } source)
            {
                continue;
            }

            var parsed = MapperParser.Parse(source);
            Report(file, parsed.Faults, errors);
            if (parsed.Program is not { } program)
            {
                continue;
            }

            if (!owners.TryAdd(program.Id, file))
            {
                errors.Add($"{file}(1,1): error: the mapper {program.Id} is already in {Path.GetFileName(owners[program.Id])}");
                continue;
            }

            mappers.Add((program, source));
        }

        return mappers.DrainToImmutable();
    }

    private static bool HasExtension(string file, string[] extensions) => extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string? Read(string file, List<string> errors)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}(1,1): error: {(unreadable is FileNotFoundException or DirectoryNotFoundException ? "the file is missing" : unreadable.Message)}");
            return null;
        }
    }

    private static void Report(string file, ImmutableArray<Diagnostic> faults, List<string> errors) =>
        errors.AddRange(faults.Select(fault => $"{file}({fault.Line},{fault.Column}): error: {fault.Message}"));
}
