namespace PersonaKit.Fuzz.Hosting;

/// <summary>A folder for one run's database, deleted with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-fuzz-");

    public string DataPath => Path.Combine(_folder.FullName, "fuzz.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
