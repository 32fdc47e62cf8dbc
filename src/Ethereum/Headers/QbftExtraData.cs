using System.Buffers.Binary;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Headers;

/// <summary>What a QBFT header carries as extra data: vanity, validators, vote, round and commit seals (EEA QBFT specification 1.0, section 5.2).</summary>
public sealed class QbftExtraData
{
    /// <summary>Most validators, and most seals, accepted in one header.</summary>
    public const int MaxValidators = 2048;

    /// <summary>The size of a seal: r, s, and a recovery id of 0 or 1.</summary>
    public const int SealSizeBytes = 65;

    private const int RoundSizeBytes = 4;
    private const byte AddVote = 0xff;
    private const byte DropVote = 0x00;

    /// <summary>32 bytes of the proposer's choice.</summary>
    public required Bytes32 Vanity { get; init; }

    /// <summary>The validators, ascending by address on a well-behaved chain.</summary>
    public required IReadOnlyList<Address> Validators { get; init; }

    /// <summary>The proposer's vote; null for none.</summary>
    public required QbftVote? Vote { get; init; }

    /// <summary>The round in which the block was agreed, from 0.</summary>
    public required uint Round { get; init; }

    /// <summary>The commit seals, each <see cref="SealSizeBytes"/> bytes.</summary>
    public required IReadOnlyList<byte[]> Seals { get; init; }

    /// <summary>Whether the round is written in four bytes, as the specification's vectors do, rather than without leading zeros, as Besu does.</summary>
    public bool IsRoundFixedWidth { get; init; }

    /// <summary>Whether an absent vote is written as the empty string, as the specification's vectors do, rather than as the empty list, as Besu does.</summary>
    public bool IsAbsentVoteString { get; init; }

    /// <summary>Reads extra data.</summary>
    /// <param name="encoded">Exactly one RLP list.</param>
    /// <exception cref="EthereumFormatException">It is no QBFT extra data.</exception>
    public static QbftExtraData Decode(ReadOnlySpan<byte> encoded)
    {
        var outer = new RlpReader(encoded);
        var items = outer.ReadList();
        outer.ExpectEnd();
        var vanity = items.ReadBytes32();
        var validators = ReadAll(items.ReadList(), static (ref item) => item.ReadAddress());
        var isAbsentVoteString = !items.IsList;
        QbftVote? vote = null;
        if (isAbsentVoteString) items.ReadBytes(0);
        else vote = ReadVote(items.ReadList());
        var round = ReadRound(items.ReadBytes(), out var isFixedWidth);
        var seals = ReadAll(items.ReadList(), static (ref item) => item.ReadBytes(SealSizeBytes).ToArray());
        items.ExpectEnd();
        return new QbftExtraData
        {
            Vanity = vanity,
            Validators = validators,
            Vote = vote,
            Round = round,
            Seals = seals,
            IsRoundFixedWidth = isFixedWidth,
            IsAbsentVoteString = isAbsentVoteString,
        };
    }

    /// <summary>Writes all of it.</summary>
    public byte[] Encode() => Encode(Round, Seals);

    /// <summary>Writes what the seals sign: the seal list emptied, the round kept.</summary>
    public byte[] EncodeForCommit() => Encode(Round, []);

    /// <summary>Writes what the block's hash covers: the seal list emptied, the round 0.</summary>
    public byte[] EncodeForBlockHash() => Encode(0, []);

    private byte[] Encode(uint round, IReadOnlyList<byte[]> seals)
    {
        var writer = new RlpWriter();
        try
        {
            var list = writer.StartList();
            writer.Write(Vanity.Span);
            var validators = writer.StartList();
            foreach (var validator in Validators) writer.Write(validator.Span);
            writer.EndList(validators);
            WriteVote(ref writer);
            WriteRound(ref writer, round);
            var sealList = writer.StartList();
            foreach (var seal in seals) writer.Write(seal);
            writer.EndList(sealList);
            writer.EndList(list);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void WriteVote(ref RlpWriter writer)
    {
        if (Vote is null && IsAbsentVoteString)
        {
            writer.Write([]);
            return;
        }

        var list = writer.StartList();
        if (Vote is { } vote)
        {
            writer.Write(vote.Recipient.Span);
            writer.Write([vote.IsAdd ? AddVote : DropVote]);
        }

        writer.EndList(list);
    }

    private void WriteRound(ref RlpWriter writer, uint round)
    {
        if (!IsRoundFixedWidth)
        {
            writer.Write((ulong)round);
            return;
        }

        Span<byte> bytes = stackalloc byte[RoundSizeBytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, round);
        writer.Write(bytes);
    }

    private static uint ReadRound(ReadOnlySpan<byte> bytes, out bool isFixedWidth)
    {
        // Four bytes that start with zero can only be the fixed form; four that do not are the same in both.
        isFixedWidth = bytes is [0, _, _, _];
        if (bytes.Length > RoundSizeBytes || (!isFixedWidth && bytes is [0, ..])) throw new EthereumFormatException("A QBFT round is malformed.");
        uint round = 0;
        foreach (var b in bytes) round = (round << 8) | b;
        return round;
    }

    private static QbftVote? ReadVote(RlpReader items)
    {
        if (items.IsAtEnd) return null;
        var recipient = items.ReadAddress();
        var kind = items.ReadBytes(1)[0];
        items.ExpectEnd();
        if (kind is not (AddVote or DropVote)) throw new EthereumFormatException($"A QBFT vote is of kind 0x{kind:x2}.");
        return new QbftVote(recipient, kind == AddVote);
    }

    private static List<T> ReadAll<T>(RlpReader items, ItemReader<T> read)
    {
        var all = new List<T>();
        while (!items.IsAtEnd)
        {
            if (all.Count == MaxValidators) throw new EthereumFormatException($"A QBFT header has more than {MaxValidators} validators or seals.");
            all.Add(read(ref items));
        }

        return all;
    }

    private delegate T ItemReader<out T>(ref RlpReader item);
}
