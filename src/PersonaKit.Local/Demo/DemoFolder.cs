namespace PersonaKit.Local.Demo;

/// <summary>Where a demo keeps its database when nobody named one; gone afterwards.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-demo-");

    public string DataPath => Path.Combine(_folder.FullName, "demo.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
