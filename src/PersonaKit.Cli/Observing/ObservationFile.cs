using System.Collections.Immutable;

namespace PersonaKit.Cli.Observing;

/// <summary>The observations of a file, in its order.</summary>
/// <param name="Name">The file's name in messages.</param>
/// <param name="Digest">SHA-256 of the file in hexadecimal; a random value for standard input.</param>
/// <param name="PersonId">The person of an export; null for any other file.</param>
/// <param name="Items">The observations.</param>
internal sealed record ObservationFile(string Name, string Digest, string? PersonId, ImmutableArray<ObservationItem> Items);
