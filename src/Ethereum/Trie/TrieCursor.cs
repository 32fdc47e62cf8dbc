using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Trie;

/// <summary>Walks from node to node towards a key, strictly: any node that no canonical trie contains is refused.</summary>
internal ref struct TrieCursor
{
    private const int BranchItems = 17;

    private readonly ReadOnlySpan<byte> _key;
    private int _depth;
    private bool _expectsBranch;

    public TrieCursor(ReadOnlySpan<byte> key) => _key = key;

    /// <summary>The hash of the node to enter next; null when the walk is over.</summary>
    public Bytes32? NextHash { get; private set; }

    /// <summary>The value found; null when the walk goes on, or has shown that the key is absent.</summary>
    public byte[]? Value { get; private set; }

    /// <summary>Enters a node and every shorter node embedded in it on the way.</summary>
    /// <param name="encoded">The node that <see cref="NextHash"/> named, or the root.</param>
    /// <exception cref="EthereumFormatException">It is no trie node.</exception>
    public void Enter(ReadOnlySpan<byte> encoded)
    {
        NextHash = null;
        RlpReader.Validate(encoded);
        while (!encoded.IsEmpty) encoded = Step(encoded);
    }

    private ReadOnlySpan<byte> Step(ReadOnlySpan<byte> encoded)
    {
        var items = new RlpReader(encoded).ReadList();
        var count = items.CountItems();
        if (count == BranchItems) return StepBranch(ref items);
        if (count != 2) throw new EthereumFormatException($"A trie node has {count} items.");
        if (_expectsBranch) throw new EthereumFormatException("A trie extension leads to something other than a branch.");
        var path = items.ReadBytes();
        var nibbles = HexPrefix.Parse(path, out var isLeaf);
        var shared = HexPrefix.CountShared(path, nibbles, _key, _depth);
        if (isLeaf)
        {
            var value = items.ReadBytes();
            if (value.IsEmpty) throw new EthereumFormatException("A trie leaf has no value.");
            if (shared == nibbles && _depth + nibbles == _key.Length * 2) Value = value.ToArray();
            return [];
        }

        if (nibbles == 0) throw new EthereumFormatException("A trie extension has no path.");
        if (shared < nibbles)
        {
            CheckReference(ref items);
            return [];
        }

        _depth += nibbles;
        _expectsBranch = true;
        return Follow(ref items);
    }

    private ReadOnlySpan<byte> StepBranch(scoped ref RlpReader items)
    {
        _expectsBranch = false;
        if (_depth == _key.Length * 2)
        {
            for (var i = 1; i < BranchItems; i++) items.Skip();
            var value = items.ReadBytes();
            if (!value.IsEmpty) Value = value.ToArray();
            return [];
        }

        for (var i = HexPrefix.Nibble(_key, _depth); i > 0; i--) items.Skip();
        _depth++;
        if (items.IsList) return Follow(ref items);
        var ahead = items;
        return ahead.ReadBytes().IsEmpty ? [] : Follow(ref items);
    }

    /// <summary>Takes the reference to a child: its hash, or the child itself.</summary>
    private ReadOnlySpan<byte> Follow(scoped ref RlpReader items)
    {
        if (!items.IsList)
        {
            NextHash = items.ReadBytes32();
            return [];
        }

        var embedded = items.ReadRaw();
        return embedded.Length < Bytes32.SizeBytes
            ? embedded
            : throw new EthereumFormatException("A trie node of 32 bytes or more stands inside another.");
    }

    private static void CheckReference(scoped ref RlpReader items)
    {
        if (!items.IsList) items.ReadBytes32();
        else if (items.ReadRaw().Length >= Bytes32.SizeBytes) throw new EthereumFormatException("A trie node of 32 bytes or more stands inside another.");
    }
}
