using Ledger.Client.Offers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Crash.Tests.Kills;

/// <summary>Something submitted: signed once, and sent with the same bytes until its outcome is known.</summary>
/// <param name="Offer">The signed messages.</param>
/// <param name="Goods">What it commissions that can be sold afterwards.</param>
internal sealed record Act(Offer Offer, IReadOnlyList<string> Goods)
{
    /// <summary>The names of its messages.</summary>
    public IReadOnlyList<Bytes32> Digests { get; } = [.. Offer.Items.Select(item => item.Message.DigestOn(Offer.Network))];

    /// <summary>The blocks that the node named when it told that the messages were applied; null while it has not.</summary>
    public IReadOnlyList<ulong>? Blocks { get; set; }
}
