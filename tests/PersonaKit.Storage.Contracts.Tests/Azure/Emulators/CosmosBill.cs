using System.Globalization;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Requests and their request units, by the kind of the document that they were about.</summary>
internal sealed class CosmosBill(IReadOnlyCollection<(string Kind, bool IsRead, double Units)> requests)
{
    public double Total => requests.Sum(request => request.Units);

    public int Reads(string kind) => requests.Count(request => request.Kind == kind && request.IsRead);

    public double Of(string kind) => requests.Where(request => request.Kind == kind).Sum(request => request.Units);

    public CosmosBill Plus(CosmosBill other) => new([.. All, .. other.All]);

    private IReadOnlyCollection<(string Kind, bool IsRead, double Units)> All => requests;

    public override string ToString() => string.Join("; ", requests
        .GroupBy(request => (request.Kind, request.IsRead))
        .OrderBy(group => group.Key)
        .Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Count()} {(group.Key.IsRead ? "reads" : "writes")} of {group.Key.Kind}: {group.Sum(request => request.Units):0} RU"))
        .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Total:0} RU in all")));
}
