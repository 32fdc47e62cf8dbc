namespace Ledger.Node.Chain.Reads;

/// <summary>A request that the read proxy does not pass, as a JSON-RPC error.</summary>
internal sealed class ReadRefusedException(int code, string message) : Exception(message)
{
    /// <summary>JSON-RPC 2.0, section 5.1: no JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>JSON-RPC 2.0, section 5.1: no request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>JSON-RPC 2.0, section 5.1: a method that does not exist, or not here.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>JSON-RPC 2.0, section 5.1: parameters of the wrong shape.</summary>
    public const int InvalidParameters = -32602;

    /// <summary>EIP-1474: what was asked for does not exist.</summary>
    public const int ResourceNotFound = -32001;

    /// <summary>EIP-1474: the chain cannot answer now.</summary>
    public const int ResourceUnavailable = -32002;

    /// <summary>EIP-1474: too many requests at once.</summary>
    public const int LimitExceeded = -32005;

    /// <summary>The JSON-RPC error code.</summary>
    public int Code { get; } = code;
}
