using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;

namespace Ledger.Contracts.Messages;

/// <summary>Encodes batches for the Relay contract.</summary>
public static class RelayBatch
{
    /// <summary>The most items in a batch.</summary>
    public const int MaximumItems = 256;

    /// <summary>Encodes a call of <c>execute</c>.</summary>
    /// <param name="network">Where the batch goes.</param>
    /// <param name="items">The calls in order, with the most gas that each may use.</param>
    /// <exception cref="ArgumentException">There is none, there are too many, or one of them the Relay does not pass on.</exception>
    public static byte[] Encode(NetworkDescriptor network, IReadOnlyList<(SignedCall Call, uint GasLimit)> items)
    {
        if (items.Count is 0 or > MaximumItems) throw new ArgumentException($"A batch has 1 to {MaximumItems} items, not {items.Count}.", nameof(items));
        if (items.FirstOrDefault(i => !i.Call.Message.Type.IsRelayable).Call is { } refused)
        {
            throw new ArgumentException($"A message of the kind {refused.Message.Type.Kind} is sent on its own.", nameof(items));
        }

        return RelayFunctions.Execute.Encode(
            [.. items.Select(i => new Item(network.AddressOf(i.Call.Message.Type.Contract), i.GasLimit, i.Call.Encode()))]);
    }
}
