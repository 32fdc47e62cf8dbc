using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Model;

/// <summary>The documentation of a contract as the compiler writes it: <c>userdoc</c> and <c>devdoc</c>, by signature.</summary>
internal sealed class NatSpec
{
    private readonly Dictionary<string, NatSpecEntry> _entries = new(StringComparer.Ordinal);

    public static NatSpec Empty { get; } = new();

    public static NatSpec Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            var natSpec = new NatSpec();
            foreach (var half in new[] { "userdoc", "devdoc" })
            {
                foreach (var section in new[] { "methods", "events", "errors" }) natSpec.Read(document.RootElement, half, section);
            }

            return natSpec;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new EthereumFormatException($"Not the compiler's documentation: {exception.Message}", exception);
        }
    }

    /// <summary>The documentation of a function, event or error.</summary>
    /// <param name="section"><c>methods</c>, <c>events</c> or <c>errors</c>.</param>
    /// <param name="signature">The canonical signature.</param>
    public NatSpecEntry Find(string section, string signature) =>
        _entries.GetValueOrDefault($"{section} {signature}") ?? NatSpecEntry.Empty;

    private void Read(JsonElement root, string half, string section)
    {
        if (!root.TryGetProperty(half, out var docs) || !docs.TryGetProperty(section, out var entries)) return;
        foreach (var property in entries.EnumerateObject())
        {
            // Errors have a list, since one signature may be declared in several places: the first speaks.
            var entry = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray().FirstOrDefault() : property.Value;
            if (entry.ValueKind != JsonValueKind.Object) continue;
            var key = $"{section} {property.Name}";
            var known = _entries.GetValueOrDefault(key) ?? NatSpecEntry.Empty;
            var parameters = entry.TryGetProperty("params", out var list)
                ? list.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
                : known.Parameters;
            _entries[key] = new NatSpecEntry(Text(entry, "notice") ?? known.Notice, Text(entry, "details") ?? known.Details, parameters);
        }
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;
}
