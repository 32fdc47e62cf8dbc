using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Messages;

/// <summary>What a signer reads: whatever a field says must be in the words.</summary>
public sealed class MessageTextTests
{
    // These say when a signature is good for, not what it does; a document is shown beside the words.
    private static readonly string[] Unspoken = ["Seq", "Deadline", "Document"];

    public static TheoryData<int> LaterKinds => [.. Enumerable.Range((int)MessageKind.ShipTokens - 1, SampleMessages.All.Count - (int)MessageKind.ShipTokens + 1)];

    [Theory]
    [MemberData(nameof(LaterKinds))]
    public void Describe_AnyFieldChanged_ReadsOtherwise(int index)
    {
        var body = SampleMessages.All[index];
        var text = MessageText.WithIds.Describe(new LedgerMessage(body));
        var spoken = body.GetType().GetProperties().Where(p => p.SetMethod is not null && !Unspoken.Contains(p.Name, StringComparer.Ordinal)).ToList();
        spoken.ShouldNotBeEmpty();
        foreach (var property in spoken)
        {
            foreach (var changed in Others(property.GetValue(body)!))
            {
                var other = body.GetType().GetMethod("<Clone>$")!.Invoke(body, [])!;
                property.SetValue(other, changed);
                string.Equals(MessageText.WithIds.Describe(new LedgerMessage(other)), text, StringComparison.Ordinal).ShouldBeFalse($"{body.GetType().Name}.{property.Name}: {text}");
            }
        }
    }

    [Fact]
    public void Describe_ManyTokens_SaysHowManyMore()
    {
        var message = new LedgerMessage(new DestroyTokens([.. Enumerable.Range(0, 9).Select(i => new TokenSeq((ulong)i + 0x1_0000_0000, 0))], TestLedger.FarDeadline, default));
        MessageText.WithIds.Describe(message).ShouldContain("and 4 more");
    }

    [Theory]
    [InlineData(172_800u, "2 days")]
    [InlineData(7200u, "2 hours")]
    [InlineData(90u, "90 s")]
    public void Describe_APeriod_IsInTheUnitThatFits(uint seconds, string expected)
    {
        var message = new ShipTokens([new TokenSeq(1, 1)], 1, 2, 3, 4, 5, 3_900_000_000, seconds, TestLedger.FarDeadline, default);
        MessageText.WithIds.Describe(new LedgerMessage(message)).ShouldContain($"after {expected}.");
    }

    private static IEnumerable<object> Others(object value) => value switch
    {
        byte v => [(byte)(v ^ 1)],
        ushort v => [(ushort)(v + 2)],
        uint v => [v + 1],
        ulong v => [v + 1],
        string v => [v + "!"],
        Bytes32 => [new Bytes32([.. Enumerable.Repeat((byte)9, 32)])],
        IReadOnlyList<ulong> v => [(ulong[])[v[0] + 1, .. v.Skip(1)], (ulong[])[.. v, 0x9_0000_0000]],
        IReadOnlyList<TokenSeq> v => [(TokenSeq[])[v[0] with { Token = v[0].Token + 1 }, .. v.Skip(1)], (TokenSeq[])[.. v, new(0x9_0000_0000, 1)]],
        IReadOnlyList<ShipmentException> v => [(ShipmentException[])[], Changed(v, e => e with { Kind = 1 }), Changed(v, e => e with { Reason = 12 }), Changed(v, e => e with { Token = 0x9_0000_0000 })],
        IReadOnlyList<Overage> v => [(Overage[])[], Changed(v, o => o with { Count = 8 }), Changed(v, o => o with { Reason = 12 }), Changed(v, o => o with { Token = 0x9_0000_0000 })],
        IReadOnlyList<Resolution> v => [Changed(v, r => r with { Hold = 99 }), Changed(v, r => r with { Outcome = 2 }), Changed(v, r => r with { Token = 0x9_0000_0000 })],
        CommissionRun v => [v with { Gtin = v.Gtin + 1 }, v with { LotCode = "LOT-9" }, v with { Count = 11 }, v with { Expiry = v.Expiry + 1 }, v with { Markets = default }, v with { UnitsPerCase = 6 }],
        _ => throw new ArgumentException($"No other value of {value.GetType().Name} is known.", nameof(value)),
    };

    private static T[] Changed<T>(IReadOnlyList<T> list, Func<T, T> change) => [change(list[0]), .. list.Skip(1)];
}
