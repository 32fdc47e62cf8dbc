namespace Ledger.Ethereum.JsonRpc;

/// <summary>What a subscription tells: a value, or that values were missed at this place.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public readonly record struct SubscriptionEvent<T>
    where T : class
{
    internal SubscriptionEvent(T? value) => Value = value;

    /// <summary>The value; null at a gap.</summary>
    public T? Value { get; }

    /// <summary>Whether values may have been missed here: the consumer was too slow, or the connection was lost and made again.</summary>
    public bool IsGap => Value is null;
}
