using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;

namespace Ledger.Tests.Shared.Qbft;

/// <summary>Makes headers as validators of a QBFT chain would: their extra data, and real signatures of real keys.</summary>
internal static class QbftTestChain
{
    /// <summary>The key of a validator.</summary>
    public static EthereumPrivateKey KeyOf(int validator) => new(Keccak256.Hash([.. "validator "u8, (byte)validator]).Span);

    /// <summary>The address of a validator.</summary>
    public static Address AddressOf(int validator)
    {
        using var key = KeyOf(validator);
        return key.Address;
    }

    /// <summary>The addresses of some, ascending, as headers list them.</summary>
    public static Address[] AddressesOf(params int[] validators) => [.. validators.Select(AddressOf).OrderBy(address => address.ToString(), StringComparer.Ordinal)];

    /// <summary>A block after another, sealed.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="parent">The hash before it.</param>
    /// <param name="validators">Whom it lists.</param>
    /// <param name="signers">Who seals it.</param>
    /// <param name="vote">The vote in it.</param>
    /// <param name="round">The round in which it was agreed.</param>
    public static QbftHeader Seal(ulong number, Bytes32 parent, IReadOnlyList<Address> validators, IEnumerable<int> signers, QbftVote? vote = null, uint round = 0) =>
        Seal(Plain(number, parent), parent, validators, signers, vote, round);

    /// <summary>Another header as it would stand on such a chain.</summary>
    public static QbftHeader Seal(
        BlockHeader header, Bytes32 parent, IReadOnlyList<Address> validators, IEnumerable<int> signers, QbftVote? vote = null, uint round = 0)
    {
        var bare = new QbftExtraData { Vanity = default, Validators = validators, Vote = vote, Round = round, Seals = [] };
        var signed = QbftHeader.Read(With(header, parent, bare)).CommitHash;
        var seals = new List<byte[]>();
        foreach (var signer in signers)
        {
            using var key = KeyOf(signer);
            var signature = key.Sign(signed);
            seals.Add([.. signature.R.Span, .. signature.S.Span, signature.YParity]);
        }

        return QbftHeader.Read(With(header, parent, new QbftExtraData { Vanity = default, Validators = validators, Vote = vote, Round = round, Seals = seals }));
    }

    /// <summary>A header with nothing in it.</summary>
    public static BlockHeader Plain(ulong number, Bytes32 parent, ulong laterBySeconds = 0) => new()
    {
        ParentHash = parent,
        OmmersHash = Keccak256.Hash([0xC0]),
        Beneficiary = default,
        StateRoot = default,
        TransactionsRoot = default,
        ReceiptsRoot = Keccak256.Hash([0x80]),
        LogsBloom = new byte[BlockHeader.LogsBloomSizeBytes],
        Difficulty = 1,
        Number = number,
        GasLimit = 30_000_000,
        GasUsed = 0,
        TimestampSeconds = 1_700_000_000 + number + laterBySeconds,
        ExtraData = ReadOnlyMemory<byte>.Empty,
        MixHash = default,
        Nonce = 0,
        BaseFeePerGas = 0,
    };

    private static BlockHeader With(BlockHeader h, Bytes32 parent, QbftExtraData extraData) => new()
    {
        ParentHash = parent,
        OmmersHash = h.OmmersHash,
        Beneficiary = h.Beneficiary,
        StateRoot = h.StateRoot,
        TransactionsRoot = h.TransactionsRoot,
        ReceiptsRoot = h.ReceiptsRoot,
        LogsBloom = h.LogsBloom,
        Difficulty = h.Difficulty,
        Number = h.Number,
        GasLimit = h.GasLimit,
        GasUsed = h.GasUsed,
        TimestampSeconds = h.TimestampSeconds,
        ExtraData = extraData.Encode(),
        MixHash = h.MixHash,
        Nonce = h.Nonce,
        BaseFeePerGas = h.BaseFeePerGas,
        WithdrawalsRoot = h.WithdrawalsRoot,
        BlobGasUsed = h.BlobGasUsed,
        ExcessBlobGas = h.ExcessBlobGas,
        ParentBeaconBlockRoot = h.ParentBeaconBlockRoot,
        RequestsHash = h.RequestsHash,
    };
}
