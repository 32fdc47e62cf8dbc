namespace Ledger.Node.Chain.Reads;

/// <summary>How a method is kept from showing blocks beyond the visible head.</summary>
internal enum ReadGate
{
    /// <summary>It shows nothing of blocks.</summary>
    None,

    /// <summary>It is answered here, without asking the chain.</summary>
    AnsweredHere,

    /// <summary>One of its parameters names the block.</summary>
    BlockParameter,

    /// <summary>Its parameter is a log filter with a range of blocks.</summary>
    LogFilter,

    /// <summary>Its result tells the block: <c>number</c> or <c>blockNumber</c>.</summary>
    Result,
}
