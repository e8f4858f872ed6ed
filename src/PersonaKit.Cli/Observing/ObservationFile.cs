using System.Collections.Immutable;

namespace PersonaKit.Cli.Observing;

/// <summary>The observations of a file, in its order.</summary>
/// <param name="Name">What messages call the file.</param>
/// <param name="Digest">Of all its bytes, in hexadecimal; of standard input another one each time.</param>
/// <param name="PersonId">The person an export is of; null for anything else.</param>
/// <param name="Items">What it holds.</param>
internal sealed record ObservationFile(string Name, string Digest, string? PersonId, ImmutableArray<ObservationItem> Items);
