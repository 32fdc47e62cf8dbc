using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Ethereum.Tests.Trie;

public sealed class TrieVectorTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in (string[])["trietest.json", "trieanyorder.json", "hex_encoded_securetrie_test.json"])
        {
            foreach (var test in Load(file).EnumerateObject()) cases.Add(file, test.Name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Build_Vector_HasThePublishedRoot(string file, string name)
    {
        var test = Load(file).GetProperty(name);
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var input = test.GetProperty("in");
        var writes = input.ValueKind == JsonValueKind.Array
            ? input.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()))
            : input.EnumerateObject().Select(member => (member.Name, member.Value.GetString()));

        // The ordered vectors are a sequence of writes; a null takes the key out again.
        foreach (var (key, value) in writes)
        {
            if (value is null) entries.Remove(key);
            else entries[key] = ToBytes(value);
        }

        var pairs = entries.Select(entry => KeyValuePair.Create(ToBytes(entry.Key), entry.Value));
        var trie = file.Contains("secure", StringComparison.Ordinal) ? MerklePatriciaTrie.BuildSecure(pairs) : MerklePatriciaTrie.Build(pairs);

        trie.Root.ShouldBe(Bytes32.Parse(test.GetProperty("root").GetString()));
    }

    private static JsonElement Load(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file))).RootElement;

    private static byte[] ToBytes(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? Hex.FromHex(text) : Encoding.UTF8.GetBytes(text);
}
