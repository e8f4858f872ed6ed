using PersonaKit.Engine.Catalogs;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Engine.Tests;

/// <summary>A catalog of several files.</summary>
public sealed class CatalogFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-catalog-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Several_files_are_one_catalog_in_which_each_may_feed_the_traits_of_the_others()
    {
        Write("10-traits.yaml", "traits:\n  notes.mood: {kind: category, half_life: 7d}");
        Write("20-checks.yaml", "---\nobservations:\n  mood_check:\n    fields: {mood: text}\n    feeds:\n      - {trait: notes.mood, from: mood, confidence: 0.9}\n");
        Write("30-empty.yml", "# nothing yet\n");
        Write("notes.txt", "not a catalog");
        var loaded = CatalogFolder.Load(_folder.FullName);
        Assert.Empty(loaded.Errors);
        Assert.Contains("mood_check", loaded.Catalog!.Traits.ObservationTypes);
        Assert.Contains(loaded.Catalog.Traits.Definitions, trait => trait.Key == "notes.mood");
        Assert.Equal(loaded.Catalog.Traits.Hash, TraitCatalogParser.Parse(loaded.Catalog.Source).Catalog!.Hash);
    }

    [Fact]
    public void An_error_names_the_file_and_the_line_in_it()
    {
        Write("a.yaml", "traits:\n  notes.mood: {kind: category, half_life: 7d}");
        Write("b.yaml", "# more\ntraits:\n  notes.pace: {kind: quantity, half_life: often}\n  notes.mood: {kind: fact, half_life: 7d}\n");
        Write("c.yaml", "bogus: 1\n");
        var errors = CatalogFolder.Load(_folder.FullName).Errors;
        Assert.StartsWith($"{PathOf("b.yaml")}(3,", errors[0], StringComparison.Ordinal);
        Assert.Equal($"{PathOf("b.yaml")}(4,3): error: 'notes.mood' already stands under 'traits' in line 2", errors[1]);
        Assert.Equal($"{PathOf("c.yaml")}(1,1): error: the catalog has no key 'bogus'; it has traits, observations", errors[2]);
    }

    [Fact]
    public void The_text_of_a_single_file_is_the_file()
    {
        Write("traits.yaml", "traits:\r\n  notes.mood: {kind: category, half_life: 7d}");
        Assert.Equal("traits:\r\n  notes.mood: {kind: category, half_life: 7d}", CatalogFolder.Load(_folder.FullName).Catalog!.Source);
    }

    [Fact]
    public void A_folder_without_a_catalog_is_told_what_is_missing() =>
        Assert.Equal($"{PathOf("traits.yaml")}(1,1): error: the file is missing", Assert.Single(CatalogFolder.Load(_folder.FullName).Errors));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);
}
