using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>A lien with its claims.</summary>
/// <param name="Word">Its storage word, which has the first claim.</param>
/// <param name="Terms">The hash of the first claim's off-chain terms.</param>
/// <param name="Created">The event of its creation.</param>
/// <param name="TimestampSeconds">When it was created, unix seconds.</param>
/// <param name="Ended">The event of its end; all zero while it is alive.</param>
/// <param name="Defaulted">The event of the default notice in force; all zero without one.</param>
/// <param name="Foreclosed">How many tokens were taken under it.</param>
/// <param name="Juniors">The claims behind the first, by rank.</param>
public sealed record LienRecord(
    LienWord Word,
    Bytes32 Terms,
    EventRef Created,
    ulong TimestampSeconds,
    EventRef Ended,
    EventRef Defaulted,
    uint Foreclosed,
    IReadOnlyList<LienRecord.Junior> Juniors)
{
    private const byte Version = 2;
    private const int JuniorSizeBytes = StorageWord.SizeBytes + Bytes32.SizeBytes;

    /// <summary>A claim behind the first.</summary>
    /// <param name="Word">Its storage word.</param>
    /// <param name="Terms">The hash of its off-chain terms.</param>
    public readonly record struct Junior(ClaimWord Word, Bytes32 Terms);

    /// <summary>All claims, the most senior first.</summary>
    public IEnumerable<LienClaim> Claims => Enumerable.Range(1, Juniors.Count + 1).Select(rank => ClaimOf((byte)rank)!.Value);

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static LienRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var (word, terms, created, time) = (new LienWord(reader.Word()), reader.Hash(), reader.Event(), reader.UInt64());
        var (ended, defaulted, foreclosed) = (reader.Event(), reader.Event(), reader.UInt32());
        var juniors = new Junior[reader.Count(JuniorSizeBytes)];
        for (var i = 0; i < juniors.Length; i++) juniors[i] = new Junior(new ClaimWord(reader.Word()), reader.Hash());
        reader.End();
        return new LienRecord(word, terms, created, time, ended, defaulted, foreclosed, juniors);
    }

    /// <summary>The claim of a rank, or null if there is none.</summary>
    public LienClaim? ClaimOf(byte rank)
    {
        if (rank == 1) return new LienClaim(1, Word.Financier, Word.MaturitySeconds, Word.NoticeSeconds, Terms);
        if (rank == 0 || rank - 2 >= Juniors.Count) return null;
        var junior = Juniors[rank - 2];
        return new LienClaim(rank, junior.Word.Financier, junior.Word.MaturitySeconds, junior.Word.NoticeSeconds, junior.Terms);
    }

    internal RecordWriter Write(RecordWriter writer)
    {
        writer
            .Start(Version)
            .Word(Word.Word)
            .Hash(Terms)
            .Event(Created)
            .UInt64(TimestampSeconds)
            .Event(Ended)
            .Event(Defaulted)
            .UInt32(Foreclosed)
            .UInt32((uint)Juniors.Count);
        foreach (var junior in Juniors) writer.Word(junior.Word.Word).Hash(junior.Terms);
        return writer;
    }

    /// <summary>Reads only the word of a row: what most events need.</summary>
    internal static LienWord ReadWord(ReadOnlySpan<byte> value) => new(new RecordReader(value, Version).Word());
}
