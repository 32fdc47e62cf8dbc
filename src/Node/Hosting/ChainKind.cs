namespace Ledger.Node.Hosting;

/// <summary>Which chain a node follows.</summary>
internal enum ChainKind
{
    /// <summary>Its own, inside the node.</summary>
    Embedded,

    /// <summary>That of other EVM clients.</summary>
    Rpc,
}
