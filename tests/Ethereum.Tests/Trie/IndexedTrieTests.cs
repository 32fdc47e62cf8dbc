using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Ethereum.Tests.Trie;

public sealed class IndexedTrieTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void ComputeRoot_AnyCount_IsTheNaiveRootAndEveryItemIsProven(int count)
    {
        var items = Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)new byte[] { 0xc2, (byte)(i >> 7), (byte)(i & 0x7f) }).ToArray();

        var trie = IndexedTrie.Build(items);

        var naive = NaiveTrie.ComputeRoot(items.Select((item, index) => (IndexedTrie.KeyOf(index), item.ToArray())));
        IndexedTrie.ComputeRoot(items).ShouldBe(new Bytes32(naive));
        trie.Root.ShouldBe(new Bytes32(naive));
        for (var i = 0; i < count; i++)
        {
            var key = IndexedTrie.KeyOf(i);
            TrieProof.Verify(trie.Root, key, trie.Prove(key)).ShouldBe(items[i].ToArray());
        }

        TrieProof.Verify(trie.Root, IndexedTrie.KeyOf(count), trie.Prove(IndexedTrie.KeyOf(count))).ShouldBeNull();
    }
}
