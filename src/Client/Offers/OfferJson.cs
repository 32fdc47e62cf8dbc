using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Offers;

/// <summary>The JSON form of an offer: readable by people, exact for programs. Described in <c>docs/cli.md</c>.</summary>
/// <remarks>
/// Descriptions in a file are the sender's words. Whoever is about to sign reads the ones that <see cref="LedgerClient.OpenOfferAsync"/>
/// makes anew from the messages themselves.
/// </remarks>
public static class OfferJson
{
    /// <summary>The longest file that is read.</summary>
    public const int MaximumSizeBytes = 4 << 20;

    private const string Format = "ledger-offer/1";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an offer.</summary>
    public static string Write(Offer offer) => new JsonObject
    {
        ["format"] = Format,
        ["network"] = new JsonObject
        {
            ["name"] = offer.Network.Name,
            ["chainId"] = offer.Network.ChainId,
            ["genesisHash"] = offer.Network.GenesisHash.ToString(),
        },
        ["expires"] = offer.Deadline.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["messages"] = new JsonArray([.. offer.Items.Select(i => Write(offer.Network, i))]),
    }.ToJsonString(Indented) + "\n";

    /// <summary>Reads an offer for a network. Signatures in it are checked.</summary>
    /// <exception cref="LedgerException">It is none, is for another network, or holds a wrong signature.</exception>
    public static Offer Read(ReadOnlyMemory<byte> utf8Json, NetworkDescriptor network)
    {
        if (utf8Json.Length > MaximumSizeBytes) throw Malformed($"it has more than {MaximumSizeBytes} bytes");
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            var root = document.RootElement;
            if (!string.Equals(root.Text("format"), Format, StringComparison.Ordinal)) throw Malformed($"its format isn't {Format}");
            var of = root.Member("network");
            if (of.Number("chainId") != network.ChainId || Bytes32.Parse(of.Text("genesisHash")) != network.GenesisHash)
            {
                throw new LedgerException(
                    ErrorCode.ArgumentInvalid, "The offer is for another network than the node's.", "Connect to a node of the network that the offer names.", "network");
            }

            var messages = root.List("messages");
            if (messages.GetArrayLength() is 0 or > Offer.MaximumItems) throw Malformed($"it has {messages.GetArrayLength()} messages, not 1 to {Offer.MaximumItems}");
            return new Offer(network, [.. messages.EnumerateArray().Select(m => Read(m, network))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or EthereumFormatException or MessageFormatException or ArgumentException)
        {
            throw Malformed(JsonFault.Describe(exception), exception);
        }
    }

    private static JsonObject Write(NetworkDescriptor network, OfferItem item) => new()
    {
        ["contract"] = $"{item.Message.Type.Contract}",
        ["kind"] = $"{item.Message.Type.Kind}",
        ["description"] = item.Description,
        ["digest"] = item.Message.DigestOn(network).ToString(),
        ["call"] = Hex.ToHex(Unsigned(item.Message).Encode()),
        ["signers"] = new JsonArray([.. item.Signers.Select(s => new JsonObject
        {
            ["role"] = $"{s.Role}",
            ["partner"] = s.PartnerId,
            ["name"] = s.Name,
            ["account"] = s.Account.ToChecksumString(),
            ["conditional"] = s.IsConditional,
        })]),
        ["signatures"] = new JsonArray([.. item.Signatures.Select(s => new JsonObject
        {
            ["account"] = s.Key.ToChecksumString(),
            ["signature"] = Hex.ToHex(s.Value.Bytes),
        })]),
    };

    private static OfferItem Read(JsonElement json, NetworkDescriptor network)
    {
        var contract = ReadEnum<LedgerContract>(json.Text("contract"));
        var message = SignedCall.Decode(contract, Hex.FromHex(json.Text("call"))).Message;
        if (message.DigestOn(network) != Bytes32.Parse(json.Text("digest"))) throw Malformed("a digest isn't its message's");
        var signers = json.List("signers");
        if (signers.GetArrayLength() > SignedCall.MaximumSignatures) throw Malformed("a message has too many signers");
        var item = new OfferItem(message, json.Text("description"), [.. signers.EnumerateArray().Select(ReadSigner)]);
        var signatures = json.List("signatures");
        if (signatures.GetArrayLength() > SignedCall.MaximumSignatures) throw Malformed("a message has too many signatures");
        foreach (var signature in signatures.EnumerateArray())
        {
            item.Add(network, Address.Parse(signature.Text("account")), Hex.FromHex(signature.Text("signature")));
        }

        return item;
    }

    private static OfferSigner ReadSigner(JsonElement json) => new(
        ReadEnum<SignerRole>(json.Text("role")),
        json.Member("partner").GetUInt32(),
        json.Text("name"),
        Address.Parse(json.Text("account")),
        json.Member("conditional").GetBoolean());

    private static T ReadEnum<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : throw new FormatException($"'{text}' is no {typeof(T).Name}");

    // A function that takes one signature can't be encoded without any: zeros stand there, and reading takes the message alone.
    private static SignedCall Unsigned(LedgerMessage message) => new(message, message.Type.Kind == MessageKind.CouncilAct ? [] : [new MessageSignature(new byte[65])]);

    private static LedgerException Malformed(string why, Exception? inner = null) =>
        new(ErrorCode.FileSyntax, $"This is no offer: {why}.", "Take the file as 'ledger … --offer FILE' wrote it.", "offer", inner);
}
