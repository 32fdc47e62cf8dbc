using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;

namespace Ledger.Client.Preparing;

/// <summary>What an item of an offer does, in words made from the message itself.</summary>
internal static class OfferText
{
    /// <summary>Describes a message; acts of the council by what they do rather than by their bytes.</summary>
    public static string Of(LedgerMessage message, Func<uint, string> nameOf) => message.Body is CouncilAct act
        ? CouncilText.Of(act, nameOf)
        : new MessageText(id => nameOf(id.Value)).Describe(message);
}
