using Ledger.Client.Heads;
using Ledger.Contracts.Deployment;

namespace Ledger.Client;

/// <summary>How a client behaves. The defaults suit a partner's program beside its own node.</summary>
public sealed record LedgerClientOptions
{
    /// <summary>The longest time for one question, retries included. Default 10 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time for an act to reach its outcome, retries included. Default 60 s.</summary>
    public TimeSpan SubmitTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a message that is signed now may be applied. Default 10 minutes; offers to others usually get more.</summary>
    public TimeSpan MessageLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a question is asked at most when the answer is a transient fault. Default 6.</summary>
    public int AttemptsMax { get; init; } = 6;

    /// <summary>Where the last signed head of each node is kept. Default: in memory, so only for the life of the client.</summary>
    public IHeadStore Heads { get; init; } = new MemoryHeadStore();

    /// <summary>Told when <see cref="Heads"/> could not keep a head, as on a full disk. Answers are given all the same, but a later process would not notice if the node
    /// showed a shorter history. Default: nobody is told.</summary>
    public Action<Exception>? HeadNotKept { get; init; }

    /// <summary>The network that the node must belong to; null takes the node's word for it at the first connection.</summary>
    public NetworkDescriptor? Network { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
