using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Ethereum.Tests.Trie;

public sealed class TriePropertyTests
{
    // Few byte values make keys share prefixes and be prefixes of each other; value sizes straddle the 32-byte embedding limit.
    private static readonly Gen<byte[]> Keys =
        from size in Gen.Choose(0, 5)
        from bytes in Gen.Elements<byte>(0x00, 0x01, 0x10, 0x11, 0xff).ArrayOf(size)
        select bytes;

    private static readonly Gen<byte[]> Values =
        from size in Gen.Frequency((4, Gen.Choose(1, 3)), (1, Gen.Choose(20, 40)))
        from bytes in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(size)
        select bytes;

    private static readonly Gen<Dictionary<string, byte[]>> Tries =
        from count in Gen.Choose(0, 40)
        from entries in Keys.SelectMany(key => Values.Select(value => (Key: key, Value: value))).ArrayOf(count)
        select entries.GroupBy(entry => Convert.ToHexString(entry.Key), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Value, StringComparer.Ordinal);

    private static readonly Gen<(Dictionary<string, byte[]> Entries, byte[] Key, int Position, byte Value)> Mutations =
        from entries in Tries.Where(entries => entries.Count > 0)
        from key in Gen.Elements(entries.Keys.ToArray())
        from position in Gen.Choose(0, int.MaxValue)
        from value in Gen.Choose(0, 255)
        select (entries, Convert.FromHexString(key), position, (byte)value);

    [Fact]
    public void Build_AnyEntries_HasTheNaiveRoot() => Run(500, Prop.ForAll(Tries.ToArbitrary(), entries =>
        Build(entries).Root == new Bytes32(NaiveTrie.ComputeRoot(entries.Select(entry => (Convert.FromHexString(entry.Key), entry.Value))))));

    [Fact]
    public void Prove_AnyKey_VerifiesAsItsValueOrAbsence() => Run(500, Prop.ForAll(Tries.ToArbitrary(), Keys.ToArbitrary(), (entries, other) =>
    {
        var trie = Build(entries);
        return entries.Keys.Append(Convert.ToHexString(other)).All(text =>
        {
            var key = Convert.FromHexString(text);
            var value = TrieProof.Verify(trie.Root, key, trie.Prove(key));
            return entries.TryGetValue(text, out var expected) ? value.AsSpan().SequenceEqual(expected) : value is null;
        });
    }));

    [Fact]
    public void Verify_AnyBitFlipped_IsRefused() => Run(1000, Prop.ForAll(Mutations.ToArbitrary(), m =>
    {
        var trie = Build(m.Entries);
        var proof = trie.Prove(m.Key).Select(node => node.ToArray()).ToArray();
        var bit = m.Position % (proof.Sum(node => node.Length) * 8);
        var target = 0;
        for (; bit >= proof[target].Length * 8; target++) bit -= proof[target].Length * 8;
        proof[target][bit / 8] ^= (byte)(1 << (bit % 8));
        return IsRefused(trie.Root, m.Key, proof);
    }));

    [Fact]
    public void Verify_NodeMissingOrExtraOrSwapped_IsRefused() => Run(300, Prop.ForAll(Tries.Where(t => t.Count > 1).ToArbitrary(), entries =>
    {
        var trie = Build(entries);
        return entries.Keys.All(text =>
        {
            var key = Convert.FromHexString(text);
            var proof = trie.Prove(key);
            var isRefused = IsRefused(trie.Root, key, [.. proof, proof[^1]]) && IsRefused(trie.Root, key, [.. proof.SkipLast(1)]);
            return isRefused && (proof.Count == 1 || IsRefused(trie.Root, key, [.. proof.Reverse()]));
        });
    }));

    [Fact]
    public void Verify_AnyBytesUnderTheirOwnHash_OnlyFormatErrors() => Run(2000, Prop.ForAll<byte[], byte[]>((node, key) =>
    {
        // The attacker even controls the root, so that the node gets past the hash check and into the decoder.
        IsRefused(Keccak256.Hash(node), key, [node]);
    }));

    [Fact]
    public void Verify_MutatedNodeUnderItsOwnHash_OnlyFormatErrors() => Run(2000, Prop.ForAll(Mutations.ToArbitrary(), m =>
    {
        var node = Build(m.Entries).Prove(m.Key)[^1].ToArray();
        node[m.Position % node.Length] = m.Value;
        IsRefused(Keccak256.Hash(node), m.Key, [node]);
    }));

    [Fact]
    public void Verify_EmptyTrie_ProvesAbsenceBothWaysClientsWriteIt()
    {
        TrieProof.Verify(MerklePatriciaTrie.EmptyRoot, [1], []).ShouldBeNull();
        TrieProof.Verify(MerklePatriciaTrie.EmptyRoot, [1], [[0x80]]).ShouldBeNull();
        IsRefused(MerklePatriciaTrie.EmptyRoot, [1], [[0x81]]).ShouldBeTrue();
    }

    [Fact]
    public void Build_DuplicateKeyOrEmptyValue_IsRefused()
    {
        Should.Throw<ArgumentException>(() => MerklePatriciaTrie.Build([KeyValuePair.Create<byte[], byte[]>([1], [1]), KeyValuePair.Create<byte[], byte[]>([1], [2])]));
        Should.Throw<ArgumentException>(() => MerklePatriciaTrie.Build([KeyValuePair.Create<byte[], byte[]>([1], [])]));
    }

    private static void Run(int tests, Property property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), property);

    private static MerklePatriciaTrie Build(Dictionary<string, byte[]> entries) =>
        MerklePatriciaTrie.Build(entries.Select(entry => KeyValuePair.Create(Convert.FromHexString(entry.Key), entry.Value)));

    private static bool IsRefused(Bytes32 root, byte[] key, IReadOnlyList<byte[]> proof)
    {
        try
        {
            TrieProof.Verify(root, key, proof);
            return false;
        }
        catch (EthereumFormatException)
        {
            return true;
        }
    }
}
