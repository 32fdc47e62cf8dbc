namespace Ledger.Node.Hosting;

/// <summary>Where a node listens.</summary>
/// <param name="Grpc">gRPC over HTTP/2, e.g. <c>http://127.0.0.1:7400</c>.</param>
/// <param name="Http">HTTP/1.1.</param>
internal sealed record NodeAddresses(string Grpc, string Http);
