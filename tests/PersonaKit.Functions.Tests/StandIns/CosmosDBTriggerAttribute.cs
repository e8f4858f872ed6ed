namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a page of the change feed. Stands in for the worker's own type where its package cannot be restored; only what PersonaKit.Functions uses of it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CosmosDBTriggerAttribute(string databaseName, string containerName) : Attribute
{
    public string DatabaseName { get; } = databaseName;

    public string ContainerName { get; } = containerName;

    public string? Connection { get; set; }

    public string? LeaseConnection { get; set; }

    public string? LeaseDatabaseName { get; set; }

    public string? LeaseContainerName { get; set; }

    public bool CreateLeaseContainerIfNotExists { get; set; }

    public bool StartFromBeginning { get; set; }

    public int FeedPollDelay { get; set; }

    public int MaxItemsPerInvocation { get; set; }
}
