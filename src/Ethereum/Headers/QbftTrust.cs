using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Headers;

/// <summary>What someone who has followed a QBFT chain from a start that it trusts knows at one block: enough to judge the next header. Immutable.</summary>
/// <remarks>
/// The validators of a header are those that the header before it lists, changed at most by the one vote that the header before it carries (EEA QBFT
/// specification 1.0, validator selection by header votes). Whether enough votes were cast is not counted: at least two thirds of the validators seal
/// each header, the one with the vote and the first with the change. A set that changes without a vote, as where a contract names the validators, is refused.
/// </remarks>
/// <param name="Number">The block.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Validators">The validators that it lists; those of the next block, but for <paramref name="Vote"/>.</param>
/// <param name="Vote">The vote that it carries; null for none.</param>
public sealed record QbftTrust(ulong Number, Bytes32 Hash, IReadOnlyList<Address> Validators, QbftVote? Vote)
{
    private const ulong AddVote = 1;
    private const ulong DropVote = 2;

    /// <summary>Starts at a header that is trusted for its hash, as a genesis is.</summary>
    /// <param name="header">The header.</param>
    /// <exception cref="QbftSealException">It lists no validators: the chain has them named by a contract.</exception>
    public static QbftTrust StartAt(QbftHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return StartAt(header.Header.Number, header.Hash, header.ExtraData.Validators);
    }

    /// <summary>Starts at a block whose hash and validators are trusted.</summary>
    /// <param name="number">The block.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="validators">Its validators, distinct.</param>
    /// <exception cref="QbftSealException">There are none, or one is there twice.</exception>
    public static QbftTrust StartAt(ulong number, Bytes32 hash, IReadOnlyList<Address> validators)
    {
        ArgumentNullException.ThrowIfNull(validators);
        if (validators.Count == 0) throw new QbftSealException($"Block {number} lists no validators. Chains whose validators are named by a contract cannot be followed by their seals.");
        Distinct(number, validators);
        return new(number, hash, validators, Vote: null);
    }

    /// <summary>Judges the next header.</summary>
    /// <param name="header">The header.</param>
    /// <returns>What is known at that block.</returns>
    /// <exception cref="QbftSealException">It does not follow, lists other validators than those in force, or too few of them have sealed it.</exception>
    public QbftTrust Follow(QbftHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var number = header.Header.Number;
        if (number != Number + 1) throw new QbftSealException($"Block {number} was given where {Number + 1} comes next.");
        if (header.Header.ParentHash != Hash) throw new QbftSealException($"Block {number} names {header.Header.ParentHash} as its parent, and {Hash} comes before it.");
        var listed = Distinct(number, header.ExtraData.Validators);
        if (listed.Count == 0 || (!listed.SetEquals(Validators) && !listed.SetEquals(Changed())))
            throw new QbftSealException($"Block {number} lists {listed.Count} validators that are not the {Validators.Count} of block {Number}, nor these changed by its vote.");
        var check = QbftSealVerifier.CheckQuorum(header, listed);
        return check.IsSealed
            ? new(number, header.Hash, header.ExtraData.Validators, header.ExtraData.Vote)
            : throw new QbftSealException($"Block {number} is sealed by {check.Signers.Count} of {listed.Count} validators, and takes {check.Required}.");
    }

    /// <summary>Writes it, as RLP: number, hash, validators, and the vote's kind and recipient if there is one.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        try
        {
            var list = writer.StartList();
            writer.Write(Number);
            writer.Write(Hash.Span);
            var validators = writer.StartList();
            foreach (var validator in Validators) writer.Write(validator.Span);
            writer.EndList(validators);
            if (Vote is { } vote)
            {
                writer.Write(vote.IsAdd ? AddVote : DropVote);
                writer.Write(vote.Recipient.Span);
            }

            writer.EndList(list);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads what <see cref="Encode"/> writes.</summary>
    /// <exception cref="EthereumFormatException">It is something else.</exception>
    public static QbftTrust Decode(ReadOnlySpan<byte> encoded)
    {
        var outer = new RlpReader(encoded);
        var items = outer.ReadList();
        outer.ExpectEnd();
        var (number, hash) = (items.ReadUInt64(), items.ReadBytes32());
        var listed = items.ReadList();
        var validators = new List<Address>();
        while (!listed.IsAtEnd)
        {
            if (validators.Count == QbftExtraData.MaxValidators) throw new EthereumFormatException($"There are more than {QbftExtraData.MaxValidators} validators.");
            validators.Add(listed.ReadAddress());
        }

        if (validators.Count == 0) throw new EthereumFormatException("There are no validators.");
        QbftVote? vote = null;
        if (!items.IsAtEnd)
        {
            var kind = items.ReadUInt64();
            if (kind is not (AddVote or DropVote)) throw new EthereumFormatException($"A vote is of kind {kind}.");
            vote = new(items.ReadAddress(), kind == AddVote);
        }

        items.ExpectEnd();
        return new(number, hash, validators, vote);
    }

    private IEnumerable<Address> Changed() => Vote switch
    {
        { IsAdd: true } vote => Validators.Append(vote.Recipient),
        { IsAdd: false } vote => Validators.Where(validator => validator != vote.Recipient),
        null => Validators,
    };

    private static HashSet<Address> Distinct(ulong number, IReadOnlyList<Address> validators)
    {
        var distinct = validators.ToHashSet();
        return distinct.Count == validators.Count ? distinct : throw new QbftSealException($"Block {number} lists a validator twice.");
    }
}
