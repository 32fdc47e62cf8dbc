using System.Numerics;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>What an act of the council does, in words.</summary>
internal static class CouncilText
{
    public static string Of(CouncilAct act, Func<uint, string> nameOf)
    {
        try
        {
            return Describe(act.Data, nameOf) ?? Unknown(act);
        }
        catch (EthereumFormatException)
        {
            return Unknown(act);
        }
    }

    private static string? Describe(byte[] data, Func<uint, string> nameOf)
    {
        if (!Selector.TryRead(data, out var selector)) return null;
        if (selector == PartnersFunctions.Admit.Selector)
        {
            var (account, roles, markets, gln, _, name) = PartnersFunctions.Admit.DecodeInput(data);
            return $"Admit '{name}', GLN {gln:D13}, as {(PartnerRoles)roles} with the account {account.ToChecksumString()}{(markets.IsZero ? "" : $", for {Markets(markets)}")}";
        }

        if (selector == PartnersFunctions.Suspend.Selector)
        {
            var (partner, until) = PartnersFunctions.Suspend.DecodeInput(data);
            return $"Suspend {nameOf(partner)} until {(until >= PartnerSuspension.UntilReinstated ? "reinstated" : $"{DateTimeOffset.FromUnixTimeSeconds((long)until):yyyy-MM-dd HH:mm} UTC")}";
        }

        if (selector == PartnersFunctions.SuspendUrgently.Selector) return $"Suspend {nameOf(PartnersFunctions.SuspendUrgently.DecodeInput(data))} for seven days";
        if (selector == PartnersFunctions.Reinstate.Selector) return $"Reinstate {nameOf(PartnersFunctions.Reinstate.DecodeInput(data))}";
        if (selector == PartnersFunctions.SetRoles.Selector)
        {
            var (partner, roles) = PartnersFunctions.SetRoles.DecodeInput(data);
            return $"Give {nameOf(partner)} the roles {(PartnerRoles)roles}";
        }

        if (selector == PartnersFunctions.SetMarkets.Selector)
        {
            var (partner, markets) = PartnersFunctions.SetMarkets.DecodeInput(data);
            return $"Let {nameOf(partner)} receive for {Markets(markets)}";
        }

        if (selector == PartnersFunctions.NameMarket.Selector)
        {
            var (market, name) = PartnersFunctions.NameMarket.DecodeInput(data);
            return $"Name the market number {market} '{name}' (ISO 3166-1 numeric)";
        }

        if (selector == PartnersFunctions.SetIdentityKey.Selector)
        {
            var (partner, key) = PartnersFunctions.SetIdentityKey.DecodeInput(data);
            return $"Give {nameOf(partner)} the identity key {key}";
        }

        if (selector != PartnersFunctions.Recover.Selector) return OfTheCouncilItself(selector, data);
        var (recovered, newAccount) = PartnersFunctions.Recover.DecodeInput(data);
        return $"Give {nameOf(recovered)} the new account {newAccount.ToChecksumString()}, after the loss of its key";
    }

    private static string? OfTheCouncilItself(Selector selector, byte[] data)
    {
        if (selector == CouncilFunctions.SetRule.Selector)
        {
            var rule = CouncilFunctions.SetRule.DecodeInput(data);
            var function = Selector.TryRead(rule.SelectorValue, out var called) ? CouncilFunction.NameOf(called) : "";
            return rule.Quorum == 0
                ? $"Take from the council the right to call {function}"
                : $"Let the council call {function} when {rule.Quorum} members approve, after {TimeSpan.FromSeconds(rule.DelaySeconds)} and within {TimeSpan.FromSeconds(rule.ExpirySeconds)}";
        }

        if (selector == CouncilFunctions.AddMember.Selector) return $"Make {CouncilFunctions.AddMember.DecodeInput(data).ToChecksumString()} a member of the council";
        if (selector == CouncilFunctions.RemoveMember.Selector) return $"Remove {CouncilFunctions.RemoveMember.DecodeInput(data).ToChecksumString()} from the council";
        if (selector == CouncilFunctions.Cancel.Selector) return $"Cancel the approved act {CouncilFunctions.Cancel.DecodeInput(data)}";
        if (selector != TokensFunctions.SetModule.Selector) return null;
        var (kind, module) = TokensFunctions.SetModule.DecodeInput(data);
        return $"Replace the module {(ModuleKind)kind} by the contract {module.ToChecksumString()}";
    }

    private static string Markets(BigInteger set)
    {
        var numbers = Enumerable.Range(0, MarketSet.MaximumNumber + 1).Where(n => !((set >> n) & 1).IsZero).ToArray();
        return numbers.Length == 0 ? "no named market" : $"the market numbers {string.Join(", ", numbers)}";
    }

    private static string Unknown(CouncilAct act) => $"Let the council call {act.Target.ToChecksumString()} with {Hex.ToHex(act.Data.AsSpan(0, Math.Min(4, act.Data.Length)))}…";
}
