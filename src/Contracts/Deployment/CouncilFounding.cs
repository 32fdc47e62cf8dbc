using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Deployment;

/// <summary>Who founds the council, and what it takes to make each of its calls.</summary>
/// <param name="Founders">The first members, distinct.</param>
/// <param name="Rules">One for each selector that the council may call.</param>
public sealed record CouncilFounding(IReadOnlyList<Address> Founders, IReadOnlyList<Rule> Rules)
{
    /// <summary>The smallest quorum: no single key governs.</summary>
    public const byte MinQuorum = 2;

    /// <summary>Within this time after its delay an approved act must be executed.</summary>
    public const uint DefaultExpirySeconds = 30 * 24 * 3600;

    /// <summary>The delay for changes of the council itself and of modules.</summary>
    public const uint DefaultOwnDelaySeconds = 2 * 24 * 3600;

    /// <summary>
    /// The usual table: partners are admitted and changed by <paramref name="quorum"/> members without delay, one member
    /// fewer, but never a single one, may suspend for seven days, and the council's own members and rules and the modules change with a delay
    /// that everyone can see.
    /// </summary>
    /// <param name="founders">The first members.</param>
    /// <param name="quorum">Members that must approve: at least <see cref="MinQuorum"/>, at most as many as there are founders.</param>
    /// <param name="ownDelaySeconds">The delay for changes of members, rules and modules; at least 1.</param>
    public static CouncilFounding WithQuorum(IReadOnlyList<Address> founders, byte quorum, uint ownDelaySeconds = DefaultOwnDelaySeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quorum, MinQuorum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quorum, founders.Count);
        ArgumentOutOfRangeException.ThrowIfZero(ownDelaySeconds);
        Selector[] atOnce =
        [
            PartnersFunctions.Admit.Selector,
            PartnersFunctions.Suspend.Selector,
            PartnersFunctions.Reinstate.Selector,
            PartnersFunctions.SetRoles.Selector,
            PartnersFunctions.SetMarkets.Selector,
            PartnersFunctions.SetIdentityKey.Selector,
            PartnersFunctions.Recover.Selector,
            PartnersFunctions.NameMarket.Selector,
            CouncilFunctions.Cancel.Selector,
        ];
        Selector[] later =
        [
            TokensFunctions.SetModule.Selector,
            CouncilFunctions.SetRule.Selector,
            CouncilFunctions.AddMember.Selector,
            CouncilFunctions.RemoveMember.Selector,
        ];
        return new CouncilFounding(
            founders,
            [
                .. atOnce.Select(s => RuleOf(s, quorum, 0)),
                RuleOf(PartnersFunctions.SuspendUrgently.Selector, Math.Max(MinQuorum, (byte)(quorum - 1)), 0),
                .. later.Select(s => RuleOf(s, quorum, ownDelaySeconds)),
            ]);
    }

    private static Rule RuleOf(Selector selector, byte quorum, uint delaySeconds)
    {
        var bytes = new byte[Selector.SizeBytes];
        selector.CopyTo(bytes);
        return new Rule(bytes, quorum, delaySeconds, DefaultExpirySeconds);
    }
}
