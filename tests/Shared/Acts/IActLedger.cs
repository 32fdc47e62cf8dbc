using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Tests.Shared.Acts;

/// <summary>A ledger on which random acts are done: real contracts, and rows that follow them.</summary>
internal interface IActLedger
{
    /// <summary>A deadline that no test reaches.</summary>
    const ulong FarDeadline = 4_000_000_000;

    /// <summary>The contracts.</summary>
    NetworkDescriptor Network { get; }

    /// <summary>The rows as they are now.</summary>
    LedgerView View { get; }

    /// <summary>The newest block's time.</summary>
    ulong NowSeconds { get; }

    /// <summary>The rows of a kind, by key.</summary>
    IEnumerable<(byte[] Key, byte[] Value)> Rows(EntityKind kind, byte[]? prefix = null);

    /// <summary>Admits a partner with a key of its own.</summary>
    Task<PartnerId> AdmitAsync(string name, PartnerRoles roles);

    /// <summary>Signs a message by everyone who must, sends it, and waits for its block.</summary>
    /// <returns>The contract's error, or null when it was applied.</returns>
    Task<string?> SubmitAsync(object body);

    /// <summary>Sends a call and waits for its block.</summary>
    /// <returns>The contract's error, or null when it was applied.</returns>
    Task<string?> SendAsync(Address to, byte[] data);

    /// <summary>Lets time pass on the chain: the next block is that much later.</summary>
    Task PassAsync(ulong seconds);

    /// <summary>Asks a contract about the newest state.</summary>
    Task<byte[]> CallAsync(LedgerContract contract, byte[] data);
}
