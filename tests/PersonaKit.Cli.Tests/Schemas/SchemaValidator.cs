using System.Diagnostics;
using System.Reflection;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>An independent JSON Schema validator. It checks the schema, then many documents in one call.</summary>
internal static class SchemaValidator
{
    /// <summary>The schema's error for each document; null for a valid one.</summary>
    public static async Task<string?[]> JudgeAsync(string schema, IReadOnlyCollection<DataValue> documents)
    {
        var folder = Directory.CreateTempSubdirectory("personakit-schema-");
        try
        {
            var schemaFile = Path.Combine(folder.FullName, "schema.json");
            var documentFile = Path.Combine(folder.FullName, "documents.jsonl");
            await File.WriteAllTextAsync(schemaFile, schema);
            await File.WriteAllLinesAsync(documentFile, documents.Select(DataValueJson.ToJson));
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { Path.Combine(Metadata("ValidatorSources"), "validate.js"), Metadata("ValidatorFolder"), schemaFile, documentFile })
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var answers = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(answers.Length == documents.Count, $"{answers.Length} answers for {documents.Count} documents: {await errors}");
            return [.. answers.Select(answer => answer == "ok" ? null : answer)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Metadata(string key) =>
        typeof(SchemaValidator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
