namespace Ledger.Ethereum.JsonRpc;

/// <summary>The node understood the request and answered with an error object (JSON-RPC 2.0, section 5.1).</summary>
public sealed class JsonRpcErrorException : JsonRpcException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="nodeMessage">The node's own words.</param>
    /// <param name="revertData">What the EVM returned when it reverted; empty when the node gave none.</param>
    /// <param name="hasRevertData">Whether the node gave revert data, which may be zero bytes long.</param>
    public JsonRpcErrorException(long code, string nodeMessage, ReadOnlyMemory<byte> revertData, bool hasRevertData)
        : base($"The node answered error {code}: {nodeMessage}", null)
    {
        Code = code;
        NodeMessage = nodeMessage;
        RevertData = revertData;
        HasRevertData = hasRevertData;
    }

    /// <summary>The error's code; 3 or -32000 for a revert, depending on the client.</summary>
    public long Code { get; }

    /// <summary>The node's own words.</summary>
    public string NodeMessage { get; }

    /// <summary>What the EVM returned when it reverted: a custom error's selector and arguments, or empty.</summary>
    public ReadOnlyMemory<byte> RevertData { get; }

    /// <summary>Whether the node gave revert data, which may be zero bytes long.</summary>
    public bool HasRevertData { get; }
}
