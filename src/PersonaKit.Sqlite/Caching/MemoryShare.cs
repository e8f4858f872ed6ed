namespace PersonaKit.Sqlite.Caching;

/// <summary>How much a cache may hold: a process that may use little memory (a container, a limited heap) caches less.</summary>
internal static class MemoryShare
{
    private static readonly long Available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <param name="most">Bytes that are enough.</param>
    /// <param name="divisor">Of the process's memory at most this part.</param>
    public static long Of(long most, int divisor) => Math.Min(most, Available / divisor);
}
