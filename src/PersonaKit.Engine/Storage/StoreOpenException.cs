namespace PersonaKit.Engine.Storage;

/// <summary>A store cannot be opened, and trying again will not help: somebody has to change something first. The message says which store and why.</summary>
public class StoreOpenException : Exception
{
    /// <summary>An exception whose message names the store and the reason.</summary>
    public StoreOpenException(string message, Exception? inner = null)
        : base(message, inner) { }
}
