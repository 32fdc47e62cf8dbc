using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Shorter reading of streams.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Reads the next message; false at the end of the stream.</summary>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }

    /// <summary>Reads the stream to its end, one message at a time.</summary>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(
        this IAsyncStreamReader<T> streamReader,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return Enumerate(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Enumerate<T>(
        IAsyncStreamReader<T> streamReader,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await streamReader.MoveNext(cancellationToken))
            yield return streamReader.Current;
    }
}
