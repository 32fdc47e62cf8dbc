using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Records;

/// <summary>The council.</summary>
/// <param name="Seq">Its highest seq.</param>
/// <param name="Members">Its members, ascending.</param>
/// <param name="Rules">Its rules, by selector.</param>
public sealed record CouncilRecord(uint Seq, IReadOnlyList<Address> Members, IReadOnlyList<CouncilRecord.Rule> Rules)
{
    private const byte Version = 1;
    private const int RuleSizeBytes = 13;

    /// <summary>What it takes to make calls with one selector.</summary>
    /// <param name="Selector">The function called.</param>
    /// <param name="Quorum">Members that must approve.</param>
    /// <param name="DelaySeconds">Between approval and execution.</param>
    /// <param name="ExpirySeconds">After the delay, within which the act must be executed.</param>
    public readonly record struct Rule(Selector Selector, byte Quorum, uint DelaySeconds, uint ExpirySeconds);

    /// <summary>Before its foundation.</summary>
    public static CouncilRecord Empty { get; } = new(0, [], []);

    /// <summary>Reads a row.</summary>
    /// <exception cref="RecordFormatException">The bytes are no such record.</exception>
    public static CouncilRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value, Version);
        var seq = reader.UInt32();
        var members = new Address[reader.Count(Address.SizeBytes)];
        for (var i = 0; i < members.Length; i++) members[i] = reader.Account();
        var rules = new Rule[reader.Count(RuleSizeBytes)];
        for (var i = 0; i < rules.Length; i++) rules[i] = new Rule(new(reader.UInt32()), reader.Byte(), reader.UInt32(), reader.UInt32());
        reader.End();
        return new CouncilRecord(seq, members, rules);
    }

    internal RecordWriter Write(RecordWriter writer)
    {
        writer.Start(Version).UInt32(Seq).UInt32((uint)Members.Count);
        foreach (var member in Members) writer.Account(member);
        writer.UInt32((uint)Rules.Count);
        foreach (var rule in Rules) writer.UInt32(rule.Selector.Value).Byte(rule.Quorum).UInt32(rule.DelaySeconds).UInt32(rule.ExpirySeconds);
        return writer;
    }
}
