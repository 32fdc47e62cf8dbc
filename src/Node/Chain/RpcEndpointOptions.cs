namespace Ledger.Node.Chain;

/// <summary>One client of the chain.</summary>
/// <param name="HttpAddress">Its JSON-RPC address, <c>http</c> or <c>https</c>.</param>
/// <param name="WebSocketAddress">Its address for subscriptions, <c>ws</c> or <c>wss</c>; null polls only.</param>
internal sealed record RpcEndpointOptions(Uri HttpAddress, Uri? WebSocketAddress = null);
