namespace Ledger.Gs1.Epcis;

/// <summary>The event types of EPCIS 2.0, section 7.4.</summary>
public enum EpcisEventType
{
    /// <summary>Something happened to the objects named.</summary>
    ObjectEvent,

    /// <summary>Objects were put into, seen in, or taken out of a container.</summary>
    AggregationEvent,

    /// <summary>Objects were linked to business transactions.</summary>
    TransactionEvent,

    /// <summary>Inputs were consumed and outputs produced.</summary>
    TransformationEvent,

    /// <summary>Objects were associated with an asset or place, such as a sensor with a container.</summary>
    AssociationEvent,
}
