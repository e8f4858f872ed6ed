using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Checking;

/// <summary>Runs the checks against a host, one after another.</summary>
internal static class ContractRun
{
    /// <summary>A host without keys mints none.</summary>
    private const string MintTokens = "postTokens";

    /// <returns>Each result, and the documented statuses that could have been provoked and were not.</returns>
    /// <exception cref="CommandFailure">The host does not answer.</exception>
    public static async Task<(IReadOnlyList<CheckResult> Results, IReadOnlyList<string> Untried)> RunAsync(
        CheckTarget target, Action<CheckResult> done, CancellationToken cancellationToken)
    {
        using var checker = await ApiChecker.ConnectAsync(target, cancellationToken);
        var results = new List<CheckResult>();
        var checks = new ContractChecks(checker.Operations, Guid.NewGuid().ToString("n")[..12]);
        foreach (var request in checks.All().Where(request => Applies(request, target, checker)))
        {
            var result = await checker.CheckAsync(request, cancellationToken);
            results.Add(result);
            done(result);
        }

        var tried = results.Select(result => (result.Request.Operation, result.Request.Status)).ToHashSet();
        var untried = checker.Operations
            .SelectMany(operation => operation.Responses.Keys.Select(status => (operation.Id, Status: status)))
            .Where(documented => !tried.Contains(documented) && !ContractChecks.IsBeyondReach(documented.Id, documented.Status));
        return (results, [.. untried.Select(documented => $"{documented.Id} {documented.Status}")]);
    }

    private static bool Applies(CheckRequest request, CheckTarget target, ApiChecker checker) =>
        checker.Operations.Any(operation => operation.Id == request.Operation)
        && (target.MayWriteMappers || !ContractChecks.Writes(request))
        && request.Credential switch
        {
            Credential.Key when request.Operation == MintTokens => target.Key is not null,
            Credential.None => target.Key is not null || request.Status != 401,
            Credential.OfAnother => checker.HasTokens,
            _ => true,
        };
}
