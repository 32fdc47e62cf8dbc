using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Headers;

/// <summary>The published QBFT vectors.</summary>
internal static class QbftVectors
{
    public static JsonElement ExtraData { get; } = Load("bft_extra_data.json");

    public static JsonElement BesuHeader { get; } = Load("besu-header.json");

    public static byte[] HeaderRlp => Hex.FromHex(BesuHeader.GetProperty("header_rlp").GetString());

    public static Address[] Validators =>
        [.. BesuHeader.GetProperty("validators").EnumerateArray().Select(item => Address.Parse(item.GetString()))];

    private static JsonElement Load(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file))).RootElement;
}
