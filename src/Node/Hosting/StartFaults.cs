using System.Net.Sockets;
using Ledger.Native.Loading;
using Ledger.Native.RocksDb;
using Ledger.Node.Embedded;
using Ledger.Node.Index;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Microsoft.AspNetCore.Connections;

namespace Ledger.Node.Hosting;

/// <summary>Tells in one line what keeps a node from starting, and the cure.</summary>
internal static class StartFaults
{
    /// <summary>The fault for an exception; null when it is none that an operator can cure.</summary>
    public static NodeStartException? Explain(Exception exception) => exception switch
    {
        NodeStartException start => start,
        DatabaseException { Fault: DatabaseFault.Damaged or DatabaseFault.SchemaNewer or DatabaseFault.SchemaOlder or DatabaseFault.Other } => NodeStartException.Internal(exception.Message, exception),
        DatabaseException => NodeStartException.Unavailable(exception.Message, exception),
        NativeLibraryMissingException => NodeStartException.Unavailable(exception.Message, exception),
        EmbeddedChainSetupException => NodeStartException.Unavailable(exception.Message, exception),
        TypeInitializationException { InnerException: { } inner } => Explain(inner),
        IndexCorruptException or SerialIndexCorruptException or BlockLogException =>
            NodeStartException.Internal($"{exception.Message} Restore a backup, or rebuild the index.", exception),
        RocksDbException { Kind: RocksDbErrorKind.Corruption } =>
            NodeStartException.Internal($"A file of the index is damaged: {exception.Message} Restore a backup, or rebuild the index.", exception),
        RocksDbException { Kind: RocksDbErrorKind.NoSpace } =>
            NodeStartException.Unavailable($"The disk is full: {exception.Message} Make room, and start the node again.", exception),
        _ => null,
    };

    /// <summary>The fault for an exception of the server's start.</summary>
    public static NodeStartException? ExplainServer(Exception exception, NodeOptions options) => exception switch
    {
        IOException { InnerException: AddressInUseException } => NodeStartException.Unavailable(
            $"Port {TakenPort(exception, options)} is in use by another program. Stop that program, or give another port with --grpc-port and --http-port.", exception),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => NodeStartException.Usage(
            $"This machine does not have the address {options.BindAddress}. Give one that it has with --bind.", exception),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => NodeStartException.Unavailable(
            $"This user may not listen on port {options.GrpcPort} or {options.HttpPort}. Give ports from 1024 on.", exception),
        _ => null,
    };

    // Kestrel names the address only in its text: "Failed to bind to address http://127.0.0.1:7400: address already in use."
    private static int TakenPort(Exception exception, NodeOptions options) =>
        exception.Message.Contains($":{options.HttpPort}:", StringComparison.Ordinal) ? options.HttpPort : options.GrpcPort;
}
