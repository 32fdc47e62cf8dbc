using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Deployment;

/// <summary>The JSON form of a network descriptor.</summary>
internal static class NetworkDescriptorJson
{
    private const int MaximumSizeBytes = 1 << 20;
    private static readonly string[] Members = ["name", "chainId", "genesisHash", "deployedBlock", "contracts", "validators"];
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static string Write(NetworkDescriptor network)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteString("name", network.Name);
            json.WriteNumber("chainId", network.ChainId);
            json.WriteString("genesisHash", network.GenesisHash.ToString());
            json.WriteNumber("deployedBlock", network.DeployedBlock);
            json.WriteStartObject("contracts");
            foreach (var (contract, address) in network.Contracts.OrderBy(c => c.Key)) json.WriteString($"{contract}", address.ToChecksumString());
            json.WriteEndObject();
            json.WriteStartArray("validators");
            foreach (var validator in network.Validators) json.WriteStringValue(validator.ToChecksumString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    public static NetworkDescriptor Read(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaximumSizeBytes) throw new NetworkDescriptorException($"A network descriptor has at most {MaximumSizeBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or EthereumFormatException)
        {
            // System.Text.Json reports a member of the wrong kind as an invalid operation.
            throw new NetworkDescriptorException($"This is no network descriptor: {JsonFault.Describe(exception)}.", exception);
        }
    }

    private static NetworkDescriptor Read(JsonElement root)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!Members.Contains(member.Name, StringComparer.Ordinal)) throw new NetworkDescriptorException($"A network descriptor has no member '{member.Name}'.");
        }

        var contracts = new Dictionary<LedgerContract, Address>();
        foreach (var entry in root.Member("contracts").EnumerateObject())
        {
            if (!Enum.TryParse<LedgerContract>(entry.Name, out var contract) || !string.Equals($"{contract}", entry.Name, StringComparison.Ordinal) || !Enum.IsDefined(contract))
            {
                throw new NetworkDescriptorException($"There is no contract called '{entry.Name}'.");
            }

            if (!contracts.TryAdd(contract, Text(entry.Value, Address.Parse))) throw new NetworkDescriptorException($"The contract {contract} is there twice.");
        }

        return new NetworkDescriptor(
            root.Text("name"),
            root.Number("chainId"),
            Bytes32.Parse(root.Text("genesisHash")),
            root.Number("deployedBlock"),
            contracts,
            root.TryGetProperty("validators", out var validators) ? [.. validators.EnumerateArray().Select(v => Text(v, Address.Parse))] : []);
    }

    private static T Text<T>(JsonElement element, TextReading<T> read) =>
        read(element.GetString() ?? throw new NetworkDescriptorException("A text is null."));

    private delegate T TextReading<out T>(ReadOnlySpan<char> text);
}
