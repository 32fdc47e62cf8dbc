using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection;

/// <summary>One event in the history of one subject.</summary>
/// <param name="Kind">The subject's kind.</param>
/// <param name="Id">The subject's id.</param>
/// <param name="Seq">The subject's seq after the event; unchanged where the event only moved a derived counter.</param>
/// <param name="Event">Where the event stands.</param>
/// <param name="EventTopic">The event's topic 0, first four bytes big-endian: tells its type.</param>
/// <param name="Binds">Whether the act bound the subject's contents, so that it is part of theirs too.</param>
/// <param name="SlotAfter">The subject's storage word after the event; zero if it has none.</param>
public readonly record struct HistoryEntry(
    SubjectKind Kind,
    ulong Id,
    uint Seq,
    EventRef Event,
    uint EventTopic,
    bool Binds,
    Bytes32 SlotAfter);
