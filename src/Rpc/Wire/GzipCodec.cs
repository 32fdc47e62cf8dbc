using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>gzip of single messages with a bound on what comes out.</summary>
internal static class GzipCodec
{
    private const int FirstOutputSizeBytes = 16 * 1024;

    /// <summary>Decompresses into a rented array, which the caller returns also on failure.</summary>
    /// <returns>The number of bytes in <paramref name="rented"/>.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the output passes the bound.</exception>
    /// <exception cref="InvalidDataException">The input is not gzip.</exception>
    public static int Decompress(in ReadOnlySequence<byte> compressed, int maxSizeBytes, ref byte[]? rented)
    {
        int inputLength = checked((int)compressed.Length);
        byte[] input = ArrayPool<byte>.Shared.Rent(Math.Max(1, inputLength));
        try
        {
            compressed.CopyTo(input);
            using var source = new MemoryStream(input, 0, inputLength, writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            rented = ArrayPool<byte>.Shared.Rent(FirstOutputSizeBytes);
            int count = 0;
            while (true)
            {
                if (count == rented.Length)
                    Grow(ref rented);
                int read = gzip.Read(rented, count, rented.Length - count);
                if (read == 0)
                    break;
                count += read;
                if (count > maxSizeBytes)
                {
                    throw new RpcException(new Status(
                        StatusCode.ResourceExhausted,
                        $"A received message is larger than the limit of {maxSizeBytes} bytes once decompressed."));
                }
            }

            // An empty input reads as an empty stream, but a gzip member is never empty.
            return count == 0 && inputLength < 18 ? throw new InvalidDataException("Too short for gzip.") : count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }

    /// <summary>Compresses into the stream.</summary>
    public static void Compress(ReadOnlySpan<byte> payload, Stream destination, CompressionLevel level)
    {
        using var gzip = new GZipStream(destination, level, leaveOpen: true);
        gzip.Write(payload);
    }

    private static void Grow(ref byte[] array)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
