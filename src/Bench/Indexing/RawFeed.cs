using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Ledger.Bench.Indexing;

/// <summary>What the chain's RPC gives at most to anyone: <c>eth_getBlockReceipts</c> of every block with four requests in flight, bytes discarded.</summary>
internal static class RawFeed
{
    private const int RequestsInFlight = 4;
    private const int BufferSizeBytes = 1 << 17;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Reads blocks and forgets them.</summary>
    /// <param name="endpoint">The chain.</param>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How long it took, and how many bytes came.</returns>
    public static async Task<(TimeSpan Time, long SizeBytes)> MeasureAsync(Uri endpoint, ulong from, ulong to, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = RequestsInFlight, UseProxy = false };
        using var http = new HttpClient(handler);
        var size = 0L;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            from,
            to + 1,
            new ParallelOptions { MaxDegreeOfParallelism = RequestsInFlight, CancellationToken = cancellationToken },
            async (number, stop) => Interlocked.Add(ref size, await ReadAsync(http, endpoint, number, stop)));
        return (Stopwatch.GetElapsedTime(start), size);
    }

    private static async Task<long> ReadAsync(HttpClient http, Uri endpoint, ulong number, CancellationToken cancellationToken)
    {
        var body = $$"""{"jsonrpc":"2.0","id":{{number}},"method":"eth_getBlockReceipts","params":["0x{{number:x}}"]}""";
        using var content = new StringContent(body, Encoding.ASCII, Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSizeBytes);
        try
        {
            var size = 0L;
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;) size += read;
            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
