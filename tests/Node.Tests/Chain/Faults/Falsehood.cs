using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Trie;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>Turns true answers of a chain into false ones, as JSON.</summary>
internal static class Falsehood
{
    private const string SomeHash = "0x1234567890123456789012345678901234567890123456789012345678901234";

    /// <summary>Changes the answers to some calls.</summary>
    /// <param name="lie">How.</param>
    /// <param name="calls">The calls by id, as JSON.</param>
    /// <param name="answers">The true answers.</param>
    /// <param name="madeUp">The block that is made up, for the lies that need one.</param>
    /// <returns>Whether anything was changed.</returns>
    public static bool Tell(Lie lie, Dictionary<string, JsonNode> calls, IReadOnlyList<JsonObject> answers, (JsonObject Block, JsonArray Receipts)? madeUp)
    {
        var byMethod = answers.Select(answer => (Method: $"{calls[answer["id"]!.ToJsonString()]["method"]}", Answer: answer)).ToLookup(one => one.Method, one => one.Answer, StringComparer.Ordinal);
        var blocks = byMethod["eth_getBlockByNumber"].Where(answer => answer["result"] is JsonObject block && NumberOf(block) > 0).ToList();
        var receipts = byMethod["eth_getBlockReceipts"].Where(answer => answer["result"] is JsonArray).ToList();
        switch (lie)
        {
            case Lie.ChangedLog:
                return Any(Logs(receipts), logs => Flip(logs[^1]!.AsObject()));
            case Lie.DroppedLog:
                return Any(Logs(receipts), logs => logs.RemoveAt(logs.Count - 1));
            case Lie.WrongReceiptsRoot:
                return Any(blocks, block => block["result"]!["receiptsRoot"] = SomeHash);
            case Lie.RehashedReceiptsRoot:
                return Any(blocks, block => Rehash(block["result"]!.AsObject(), "receiptsRoot", SomeHash));
            case Lie.OtherParent:
                return Any(blocks, block => Rehash(block["result"]!.AsObject(), "parentHash", SomeHash));
            case Lie.MadeUpBlock or Lie.MadeUpHead:
                return Replace(blocks, receipts, madeUp!.Value);
            case Lie.Reordered:
                return blocks.Count > 1 && Swap(blocks[0], blocks[1]) | (receipts.Count > 1 && Swap(receipts[0], receipts[1]));
            case Lie.OtherReceipts:
                return receipts.Count > 1 && Swap(receipts[0], receipts[1]);
            case Lie.ChangedCalldata:
                return Any(byMethod["eth_getTransactionByHash"].Where(answer => answer["result"] is JsonObject), transaction => ChangeSerials(transaction["result"]!.AsObject()));
            case Lie.ForgottenTransactions:
                return Any(byMethod["eth_getTransactionByHash"], transaction => transaction["result"] = null);
            default:
                return Any(byMethod["eth_blockNumber"], head => head["result"] = "0x3b9aca00");
        }
    }

    private static bool Any<T>(IEnumerable<T> items, Action<T> change)
    {
        var all = items.ToList();
        foreach (var item in all) change(item);
        return all.Count > 0;
    }

    private static IEnumerable<JsonArray> Logs(IEnumerable<JsonObject> receipts) =>
        receipts.SelectMany(answer => answer["result"]!.AsArray()).Select(receipt => receipt!["logs"]!.AsArray()).Where(logs => logs.Count > 0);

    private static ulong NumberOf(JsonNode node, string member = "number") => ulong.Parse($"{node[member]}".AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static void Flip(JsonObject log)
    {
        var data = Bytes(log["data"]!);
        if (data.Length == 0) data = [1];
        else data[^1] ^= 1;
        log["data"] = $"0x{Convert.ToHexStringLower(data)}";
    }

    private static byte[] Bytes(JsonNode data) => Convert.FromHexString($"{data}".AsSpan(2));

    private static bool Swap(JsonObject one, JsonObject other)
    {
        var (first, second) = (one["result"]!.DeepClone(), other["result"]!.DeepClone());
        (one["result"], other["result"]) = (second, first);
        return true;
    }

    private static void ChangeSerials(JsonObject transaction)
    {
        var input = Bytes(transaction["input"]!);
        var place = input.AsSpan().IndexOf("SN0000"u8);
        if (place < 0) place = input.Length - 1;
        input[place] ^= 1;
        transaction["input"] = $"0x{Convert.ToHexStringLower(input)}";
    }

    private static void Rehash(JsonObject block, string member, string value)
    {
        block[member] = value;
        block["hash"] = $"{Decode(block, EthereumDecoders.Block)!.Header.ComputeHash()}";
    }

    /// <summary>Makes a block up that agrees with itself: another log, and the receipts root and hash that go with it.</summary>
    public static (JsonObject Block, JsonArray Receipts) MakeUp(JsonObject block, JsonArray receipts)
    {
        Flip(receipts.Select(receipt => receipt!["logs"]!.AsArray()).First(logs => logs.Count > 0)[^1]!.AsObject());
        Rehash(block, "receiptsRoot", $"{ReceiptsTrie.ComputeRoot(Decode(receipts, EthereumDecoders.BlockReceipts)!)}");
        return (block, receipts);
    }

    private static bool Replace(IReadOnlyList<JsonObject> blocks, IReadOnlyList<JsonObject> receipts, (JsonObject Block, JsonArray Receipts) madeUp)
    {
        var number = NumberOf(madeUp.Block);
        return Any(blocks.Where(answer => NumberOf(answer["result"]!) == number), answer => answer["result"] = madeUp.Block.DeepClone())
            | Any(
                receipts.Where(answer => answer["result"]!.AsArray() is [{ } first, ..] && NumberOf(first, "blockNumber") == number),
                answer => answer["result"] = madeUp.Receipts.DeepClone());
    }

    private static T Decode<T>(JsonNode node, JsonRpcDecoder<T> decode)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(node.ToJsonString()));
        reader.Read();
        return decode(ref reader);
    }
}
