namespace Ledger.Ethereum.JsonRpc;

/// <summary>A JSON-RPC call that brought no usable answer; the derived type says whose fault it was.</summary>
public abstract class JsonRpcException : Exception
{
    private protected JsonRpcException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
