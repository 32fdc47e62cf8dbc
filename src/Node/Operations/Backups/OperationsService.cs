using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Hosting;
using Ledger.Node.Keys;
using ApiOperations = Ledger.Api.V1.Operations;

namespace Ledger.Node.Operations.Backups;

/// <summary>Serves <c>ledger.v1.Operations</c> to whoever can read the operator's token in the data folder.</summary>
internal sealed class OperationsService : ApiOperations.OperationsBase
{
    /// <summary>The metadata that carries the token.</summary>
    public const string TokenKey = "authorization";

    private readonly NodeServices _services;
    private readonly byte[] _expected;
    private int _isWriting;

    /// <summary>Reads the token, making one at the first start.</summary>
    public OperationsService(NodeServices services)
    {
        _services = services;
        _expected = Encoding.ASCII.GetBytes(Bearer(SecretFile.ReadOrCreate(services.Folder.OperatorTokenPath, secret => RandomNumberGenerator.Fill(secret))));
    }

    /// <summary>The value of <see cref="TokenKey"/> for a token.</summary>
    public static string Bearer(byte[] token) => $"Bearer {Convert.ToHexStringLower(token)}";

    /// <inheritdoc/>
    public override async Task<BackupResponse> Backup(BackupRequest request, ServerCallContext context)
    {
        RequireOperator(context);
        if (Interlocked.Exchange(ref _isWriting, 1) == 1)
            throw new LedgerException(ErrorCode.Busy, "A backup is being written already.", "Wait until it is done.");
        try
        {
            var writer = new BackupWriter(_services.Database, _services.Folder.Path, _services.Overrides.TimeProvider);
            var manifest = await Task.Run(() => writer.Write(request.Folder, request.WithKeys, context.CancellationToken), context.CancellationToken);
            return new BackupResponse
            {
                Height = new Height { Number = manifest.Height, Hash = ByteString.CopyFrom(manifest.Hash.Span), Digest = ByteString.CopyFrom(manifest.Digest.Span) },
                Files = (uint)manifest.Files.Count,
                SizeBytes = (ulong)manifest.Files.Sum(file => file.SizeBytes),
            };
        }
        catch (BackupException exception)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, exception.Message, "Then ask again.", "folder", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.PermissionDenied, $"The node cannot write the backup: {exception.Message}", "Give the node's user the right to write there, or make room.", "folder", exception);
        }
        finally
        {
            Volatile.Write(ref _isWriting, 0);
        }
    }

    private void RequireOperator(ServerCallContext context)
    {
        var given = Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(TokenKey) ?? "");
        if (CryptographicOperations.FixedTimeEquals(given, _expected)) return;
        throw new LedgerException(
            ErrorCode.PermissionDenied,
            "Only the node's operator may do this.",
            $"Send the content of operator.token in the node's data folder as metadata '{TokenKey}: Bearer …', as 'ledger backup' does.");
    }
}
