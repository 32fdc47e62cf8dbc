using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Deployment;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Hosting;

/// <summary>Keeps the network in <c>meta</c>: which one the index is of, and what of its deployment is still to be done.</summary>
/// <remarks>
/// A deployment is written as signed transactions before the first of them is sent, and its key is forgotten then. So a node that is killed
/// during it sends the same bytes again, and never deploys twice.
/// </remarks>
internal sealed class NetworkStore(LedgerDatabase database)
{
    // Ten creations of at most 48 KiB, with room.
    private const int MaxDeploymentSizeBytes = 4 << 20;
    private const int MaxTransactions = 64;

    private static ReadOnlySpan<byte> DescriptorKey => "network"u8;

    private static ReadOnlySpan<byte> GasLimitKey => "network_gas_limit"u8;

    private static ReadOnlySpan<byte> DeploymentKey => "network_deployment"u8;

    /// <summary>Reads the network; null when there is none yet.</summary>
    /// <exception cref="DatabaseException">The rows are not what this writes.</exception>
    public StoredNetwork? Read()
    {
        if (database.Rocks.Get(database.Meta, DescriptorKey) is not { } descriptor) return null;
        try
        {
            var gasLimit = database.Rocks.Get(database.Meta, GasLimitKey) is { Length: sizeof(ulong) } row ? BinaryPrimitives.ReadUInt64BigEndian(row) : 0;
            return new(NetworkDescriptor.Parse(descriptor), gasLimit, Decode(database.Rocks.Get(database.Meta, DeploymentKey) ?? []));
        }
        catch (Exception exception) when (exception is NetworkDescriptorException or FormatException)
        {
            throw new DatabaseException(DatabaseFault.Damaged, $"The network in the database cannot be read: {exception.Message} Restore a backup.", exception);
        }
    }

    /// <summary>Writes the network, and makes sure that it is on the device.</summary>
    public void Write(StoredNetwork network)
    {
        Span<byte> gasLimit = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(gasLimit, network.BlockGasLimit);
        using var batch = new WriteBatch();
        batch.Put(database.Meta, DescriptorKey, Encoding.UTF8.GetBytes(network.Descriptor.ToJson()));
        batch.Put(database.Meta, GasLimitKey, gasLimit);
        if (network.IsDeployed) batch.Delete(database.Meta, DeploymentKey);
        else batch.Put(database.Meta, DeploymentKey, Encode(network.Deployment));
        database.Rocks.Write(batch, WriteOptions.Durable);
    }

    private static byte[] Encode(IReadOnlyList<byte[]> transactions)
    {
        var row = new byte[transactions.Sum(transaction => sizeof(int) + transaction.Length)];
        var rest = row.AsSpan();
        foreach (var transaction in transactions)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, transaction.Length);
            transaction.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + transaction.Length)..];
        }

        return row;
    }

    private static List<byte[]> Decode(ReadOnlySpan<byte> row)
    {
        if (row.Length > MaxDeploymentSizeBytes) throw new FormatException($"The deployment has {row.Length} bytes.");
        var transactions = new List<byte[]>();
        while (!row.IsEmpty)
        {
            var length = row.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(row) : -1;
            if (length <= 0 || length > row.Length - sizeof(int) || transactions.Count == MaxTransactions) throw new FormatException("The deployment is torn.");
            transactions.Add(row.Slice(sizeof(int), length).ToArray());
            row = row[(sizeof(int) + length)..];
        }

        return transactions;
    }
}
