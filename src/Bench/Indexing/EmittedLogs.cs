using System.Buffers.Binary;
using Ledger.Bench.History;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.Indexing;

/// <summary>
/// The contract of <c>Emitter.yul</c>, which emits the logs that its calldata lists. Standing at the ledger's addresses it gives a chain any
/// number of true logs a transaction, at a speed that no contract with rules reaches.
/// </summary>
internal static class EmittedLogs
{
    private const int WordSizeBytes = Bytes32.SizeBytes;
    private const int HeaderWords = 3;

    /// <summary>What <c>solc</c> 0.8.37 makes of the source for Cancun, optimized.</summary>
    public static ReadOnlyMemory<byte> Code { get; } = Convert.FromHexString(
        "5f3560205b818110600c57005b6020810135906040810135908260051b81019282840192823591308314600114605f575050829350905f8080949360"
        + "60848396030160208101948584526020375af115605b576060905b016004565b5f80fd5b91506060819395015f37606084013560808501359060a086"
        + "0135928060011460c3578060021460b5578060031460a7576004146099575f80fd5b60c06060960135935fa46056565b50909192606095505fa36056"
        + "565b50915091606094505fa26056565b5092915050606093505fa1605656");

    /// <summary>The calldata that makes a draft's logs; what the draft itself would have as calldata comes behind.</summary>
    public static byte[] Encode(TransactionDraft draft, NetworkDescriptor network)
    {
        var logs = draft.ToLogs(network, firstIndex: 0);
        var end = WordSizeBytes + logs.Sum(log => ((HeaderWords + log.Topics.Count) * WordSizeBytes) + log.Data.Length);
        var calldata = new byte[end + draft.Calldata.Length];
        Write(calldata, end);
        var at = WordSizeBytes;
        foreach (var log in logs)
        {
            log.Address.Span.CopyTo(calldata.AsSpan(at + WordSizeBytes - Address.SizeBytes));
            Write(calldata.AsSpan(at + WordSizeBytes), log.Topics.Count);
            Write(calldata.AsSpan(at + (2 * WordSizeBytes)), log.Data.Length);
            at += HeaderWords * WordSizeBytes;
            foreach (ref readonly var topic in log.Topics.Span)
            {
                topic.Span.CopyTo(calldata.AsSpan(at));
                at += WordSizeBytes;
            }

            log.Data.Span.CopyTo(calldata.AsSpan(at));
            at += log.Data.Length;
        }

        draft.Calldata.CopyTo(calldata.AsSpan(end));
        return calldata;
    }

    private static void Write(Span<byte> word, int value) => BinaryPrimitives.WriteInt32BigEndian(word[(WordSizeBytes - sizeof(int))..], value);
}
