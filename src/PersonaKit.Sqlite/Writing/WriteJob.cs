namespace PersonaKit.Sqlite.Writing;

/// <summary>A write that waits for the writer. It may be run again after a rollback, so it must not have effects of its own.</summary>
internal abstract class WriteJob
{
    public abstract void Run(WriteContext context);

    /// <summary>The write is durable; nobody was told yet. What is cached is brought up to date here.</summary>
    public abstract void Committed();

    /// <summary>Tells whoever waits.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception fault);
}
