namespace Ledger.BindingGenerator.Model;

/// <summary>What the source says of a function, event or error.</summary>
/// <param name="Notice">For users.</param>
/// <param name="Details">For developers.</param>
/// <param name="Parameters">For each parameter.</param>
internal sealed record NatSpecEntry(string? Notice, string? Details, IReadOnlyDictionary<string, string> Parameters)
{
    public static NatSpecEntry Empty { get; } = new(null, null, new Dictionary<string, string>(StringComparer.Ordinal));
}
