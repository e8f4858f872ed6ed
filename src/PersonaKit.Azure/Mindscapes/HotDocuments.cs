using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>Reads and writes the hot document of a person.</summary>
internal static class HotDocuments
{
    public static async Task<HotDocument?> ReadHotAsync(this CosmosDocuments documents, PersonId personId, CancellationToken cancellationToken)
    {
        var answer = await documents.ReadAsync(personId.Value, personId.Value, cancellationToken);
        return answer.Done ? HotDocumentJson.Read(answer.Body.Span, answer.ETag) : null;
    }

    public static Task<CosmosAnswer> CreateHotAsync(this CosmosDocuments documents, HotDocument document, CancellationToken cancellationToken) =>
        documents.CreateAsync(document.PersonId.Value, HotDocumentJson.Write(document), cancellationToken);

    public static Task<CosmosAnswer> ReplaceHotAsync(this CosmosDocuments documents, HotDocument document, CancellationToken cancellationToken) =>
        documents.ReplaceAsync(document.PersonId.Value, document.PersonId.Value, HotDocumentJson.Write(document), document.ETag, cancellationToken);
}
