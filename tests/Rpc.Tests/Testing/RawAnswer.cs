namespace Ledger.Rpc.Tests.Testing;

/// <summary>An answer as it was on the wire.</summary>
internal sealed class RawAnswer(HttpResponseMessage response, byte[] body)
{
    public int HttpStatus => (int)response.StatusCode;

    public byte[] Body => body;

    public bool IsTrailersOnly => response.Headers.Contains("grpc-status");

    public string? Status => Value("grpc-status");

    public string? Message => Value("grpc-message");

    public string? Value(string name) =>
        response.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? trailing) ? string.Join(',', trailing)
        : response.Headers.TryGetValues(name, out IEnumerable<string>? leading) ? string.Join(',', leading)
        : null;
}
