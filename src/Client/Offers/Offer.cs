using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Keys;
using Ledger.Contracts.Deployment;

namespace Ledger.Client.Offers;

/// <summary>
/// Messages that belong together, on their way from the one who prepares them by all who sign to the chain. An offer travels as a JSON file
/// (<see cref="OfferJson"/>); what it says can't be changed without breaking the signatures in it.
/// </summary>
public sealed class Offer
{
    /// <summary>The most messages in one offer: what the node takes in one request.</summary>
    public const int MaximumItems = 64;

    /// <summary>Makes an offer.</summary>
    /// <exception cref="ArgumentException">None or too many items.</exception>
    public Offer(NetworkDescriptor network, IReadOnlyList<OfferItem> items)
    {
        if (items.Count is 0 or > MaximumItems) throw new ArgumentException($"An offer has 1 to {MaximumItems} messages, not {items.Count}.", nameof(items));
        Network = network;
        Items = items;
    }

    /// <summary>The network that the messages are for.</summary>
    public NetworkDescriptor Network { get; }

    /// <summary>The messages, in the order in which they will be applied.</summary>
    public IReadOnlyList<OfferItem> Items { get; }

    /// <summary>After this second at least one of the messages is void.</summary>
    public DateTimeOffset Deadline => DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(Items.Min(i => i.Message.DeadlineSeconds), 253_402_300_799));

    /// <summary>Whether everyone has signed who has to.</summary>
    public bool IsComplete => Items.All(i => !i.Missing.Any() && i.Signatures.Count > 0);

    /// <summary>Who has to sign something and hasn't, each once.</summary>
    public IEnumerable<OfferSigner> Missing => Items.SelectMany(i => i.Missing).DistinctBy(s => s.Account);

    /// <summary>Puts offers one behind the other, to be signed and submitted together.</summary>
    /// <exception cref="ArgumentException">None or too many items.</exception>
    public static Offer Join(IReadOnlyList<Offer> offers) => new(offers[0].Network, [.. offers.SelectMany(o => o.Items)]);

    /// <summary>Adds the signatures of someone whose key is in this process, to every message that wants it.</summary>
    /// <returns>This offer.</returns>
    /// <exception cref="LedgerException">No message wants this signer.</exception>
    public Offer Sign(params IEnumerable<LedgerSigner> signers)
    {
        foreach (var signer in signers)
        {
            var wanted = 0;
            foreach (var item in Items)
            {
                if (item.TrySign(Network, signer)) wanted++;
            }

            if (wanted > 0) continue;
            throw new LedgerException(
                ErrorCode.SignerWrong,
                $"{signer.Name} ({signer.Account.ToChecksumString()}) has nothing to sign here.",
                $"Signatures are wanted of: {string.Join(", ", Items.SelectMany(i => i.Signers).Select(s => s.Name).Distinct(StringComparer.Ordinal))}.",
                "signer");
        }

        return this;
    }
}
