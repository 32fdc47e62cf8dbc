using System.Globalization;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Messages;

/// <summary>Says in a sentence what signing a message does: what a signer sees first.</summary>
public sealed partial class MessageText(Func<PartnerId, string> partnerName)
{
    /// <summary>The most tokens or destinations that are named one by one.</summary>
    private const int MaximumListed = 5;

    /// <summary>Names partners by their ids.</summary>
    public static MessageText WithIds { get; } = new(id => $"partner {id}");

    /// <summary>Describes a message.</summary>
    public string Describe(LedgerMessage message) => message.Body switch
    {
        TransferTokens m => Transfer(m),
        PackTokens m => $"Pack {Tokens(m.Tokens)} into {Token(m.Container.Token)}.",
        UnpackTokens m => $"Unpack {Tokens(m.Tokens)} from {Token(m.Root.Token)}.",
        DispenseTokens m => $"Dispense {Tokens(m.Tokens)}. This is final.",
        DispenseRange m => $"Dispense units {m.First} to {m.Last} of run {m.Run}, which are in {Token(m.Root.Token)}. This is final.",
        TouchToken m => $"Withdraw every outstanding consent of {Partner(m.Partner)} that names {Token(m.Token.Token)}.",
        PledgeTokens m => Pledge(m),
        ReleaseLien m => $"Release the claim of rank {m.Rank} in lien {m.Lien} on everything it covers. Claims below it move up; with the last one the lien ends.",
        ReleaseTokens m => $"Release lien {m.Lien} on {Tokens(m.Tokens)}.",
        RegisterProduct m => $"Register the product '{m.Name}' with GTIN {m.Gtin:D14}, issued by {Partner(m.Issuer)}.",
        CommissionRun m => Commission(m),
        RecallProduct m => $"Recall every unit of GTIN {m.Gtin:D14}{RecallTerms(m.Class, m.Destinations, m.Reason)}",
        RecallLot m => $"Recall lot {m.LotCode} of GTIN {m.Gtin:D14}{RecallTerms(m.Class, m.Destinations, m.Reason)}",
        RecallRange m => $"Recall units {m.First} to {m.Last} of run {m.Run}{RecallTerms(m.Class, m.Destinations, m.Reason)}",
        RecallToken m => $"Recall {Token(m.Token)} and what is inside{RecallTerms(m.Class, m.Destinations, m.Reason)}",
        LiftRecall m => $"Lift recall {m.Hold} everywhere.",
        RotateAccount m => $"Replace the signing account of {Partner(m.Partner)} by {m.Account.ToChecksumString()}. The old account is dead for ever.",
        CouncilAct m => $"Approve, for the council, a call of {m.Target.ToChecksumString()} with the data {Hex.ToHex(m.Data)}.",
        ClearTokens m => $"{Partner(m.Partner)} takes {Tokens(m.Tokens)}, with what is inside, out of recall {m.Hold}: they may move again.",
        _ => Shipping(message.Body) ?? Ending(message.Body) ?? Lending(message.Body) ?? Condition(message.Body)
            ?? throw new ArgumentException($"{message.Type.Kind} has no description.", nameof(message)),
    };

    /// <summary>Says what a token is, from its id.</summary>
    public static string Token(ulong id)
    {
        var token = new TokenId(id);
        return token.Level switch
        {
            TokenLevel.Unit => $"unit {token.Index} of run {token.Run}",
            TokenLevel.Case => $"case {token.Index} of run {token.Run}",
            TokenLevel.Pallet => $"pallet {token.Index} of run {token.Run}",
            TokenLevel.Run => $"run {token.Run}",
            _ => $"container {token}",
        };
    }

    private string Transfer(TransferTokens m)
    {
        var (title, custody) = (m.NewOwner != m.Owner, m.NewCustodian != m.Custodian);
        var moves = (title, custody) switch
        {
            (true, true) => $"title from {Partner(m.Owner)} to {Partner(m.NewOwner)} and custody from {Partner(m.Custodian)} to {Partner(m.NewCustodian)}",
            (true, false) => $"title from {Partner(m.Owner)} to {Partner(m.NewOwner)} (custody stays with {Partner(m.Custodian)})",
            (false, true) => $"custody from {Partner(m.Custodian)} to {Partner(m.NewCustodian)} (title stays with {Partner(m.Owner)})",
            _ => "nothing",
        };
        return $"Move {moves}: {Tokens(m.Tokens)}.";
    }

    private string Pledge(PledgeTokens m)
    {
        var policy = (LienPolicy)m.Policy;
        var allowed = policy == LienPolicy.None ? "Nothing may happen to them without the financier" : $"Without the financier's signature may happen: {policy}";
        return $"{Partner(m.Debtor)} pledges {Tokens(m.Tokens)} to {Partner(m.Financier)} until {Time(m.Maturity)}, notice period {Duration(m.NoticeSeconds)}. {allowed}.";
    }

    private static string Commission(CommissionRun m)
    {
        var layout = (m.UnitsPerCase, m.CasesPerPallet) switch
        {
            (0, _) => "without cases",
            (var units, 0) => $"{units} a case",
            var (units, cases) => $"{units} a case, {cases} cases a pallet",
        };
        var markets = m.Markets.IsZero ? "any market" : "named markets only";
        return $"Commission {m.Count} units of GTIN {m.Gtin:D14}, lot {m.LotCode}, expiring {Time(m.Expiry)}, {layout}, for {markets}.";
    }

    private string RecallTerms(byte level, IReadOnlyList<uint> destinations, string reason)
    {
        var to = destinations.Count == 0 ? "nobody" : string.Join(", ", destinations.Take(MaximumListed).Select(Partner));
        return $", class {level}, wherever it is; custody may still move to {to}. Reason: {reason}";
    }

    private string Partner(uint id) => partnerName(new PartnerId(id));

    private static string Tokens(IReadOnlyList<TokenSeq> tokens) => Listed(tokens, t => Token(t.Token));

    private static string Tokens(IReadOnlyList<ulong> tokens) => Listed(tokens, Token);

    private static string Listed<T>(IReadOnlyList<T> list, Func<T, string> text)
    {
        var listed = string.Join(", ", list.Take(MaximumListed).Select(text));
        return list.Count > MaximumListed ? $"{listed} and {list.Count - MaximumListed} more" : listed;
    }

    private static string Duration(uint seconds) => (seconds / 86_400.0, seconds / 3600.0) switch
    {
        ( >= 2, _) when seconds % 86_400 == 0 => $"{seconds / 86_400} days",
        (_, >= 2) when seconds % 3600 == 0 => $"{seconds / 3600} hours",
        _ => $"{seconds} s",
    };

    private static string Time(ulong seconds) => seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : $"second {seconds}";
}
