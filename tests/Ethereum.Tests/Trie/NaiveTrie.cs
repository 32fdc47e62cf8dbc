using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tests.Trie;

/// <summary>The trie as appendix D of the yellow paper writes it, over lists of nibbles: slow, and with nothing in common with the real one.</summary>
internal static class NaiveTrie
{
    public static byte[] ComputeRoot(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        var items = entries.Select(entry => (Path: entry.Key.SelectMany(b => new[] { b >> 4, b & 15 }).ToArray(), entry.Value)).ToList();
        return Keccak256.Hash(items.Count == 0 ? Text([]) : Compose(items, 0)).ToArray();
    }

    private static byte[] Compose(List<(int[] Path, byte[] Value)> items, int depth)
    {
        if (items.Count == 1) return List(Text(HexPrefixed(items[0].Path[depth..], 2)), Text(items[0].Value));
        var shared = depth;
        while (items.All(item => item.Path.Length > shared && item.Path[shared] == items[0].Path[shared])) shared++;
        if (shared > depth) return List(Text(HexPrefixed(items[0].Path[depth..shared], 0)), Reference(Compose(items, shared)));
        var children = Enumerable.Range(0, 16).Select(nibble =>
        {
            var below = items.Where(item => item.Path.Length > depth && item.Path[depth] == nibble).ToList();
            return below.Count == 0 ? Text([]) : Reference(Compose(below, depth + 1));
        });
        var value = items.Where(item => item.Path.Length == depth).Select(item => item.Value).SingleOrDefault([]);
        return List([.. children, Text(value)]);
    }

    private static byte[] Reference(byte[] node) => node.Length < 32 ? node : Text(Keccak256.Hash(node).ToArray());

    private static byte[] HexPrefixed(int[] nibbles, int flag)
    {
        int[] all = nibbles.Length % 2 == 0 ? [flag, 0, .. nibbles] : [flag + 1, .. nibbles];
        return all.Chunk(2).Select(pair => (byte)((pair[0] * 16) + pair[1])).ToArray();
    }

    private static byte[] Text(byte[] bytes)
    {
        var writer = new RlpWriter();
        writer.Write(bytes);
        return writer.ToArray();
    }

    private static byte[] List(params byte[][] items)
    {
        var writer = new RlpWriter();
        var list = writer.StartList();
        foreach (var item in items) writer.WriteRaw(item);
        writer.EndList(list);
        return writer.ToArray();
    }
}
