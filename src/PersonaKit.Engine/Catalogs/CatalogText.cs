using System.Text;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Catalogs;

/// <summary>The files of a trait catalog as one text of several YAML documents, which remembers what line came from where.</summary>
internal sealed class CatalogText
{
    private const string Separator = "---";

    private readonly StringBuilder _text = new();
    private readonly List<(int FirstLine, string File)> _files = [];
    private int _lines;

    /// <summary>One text for all files: that of a single file is the file.</summary>
    public string Source => _text.ToString();

    public void Add(string file, string source)
    {
        if (_files.Count > 0)
        {
            if (_text[^1] != '\n')
            {
                _text.Append('\n');
                _lines++;
            }

            _text.Append(Separator).Append('\n');
            _lines++;
        }

        _files.Add((_lines + 1, file));
        _text.Append(source);
        _lines += source.AsSpan().Count('\n');
    }

    /// <summary>As a compiler words it, with the file and the line in it.</summary>
    public string Place(Diagnostic fault)
    {
        var (first, file) = _files.FindLast(file => file.FirstLine <= fault.Line);
        return $"{file}({fault.Line - first + 1},{fault.Column}): error: {fault.Message}";
    }
}
