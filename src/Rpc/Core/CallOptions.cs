namespace Grpc.Core;

/// <summary>Options of one call.</summary>
public struct CallOptions
{
    /// <summary>Makes options; the deadline is a UTC instant.</summary>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    /// <summary>Metadata sent before the first message.</summary>
    public Metadata? Headers { get; private set; }

    /// <summary>When the call fails with DEADLINE_EXCEEDED, UTC; null means never.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>How requests are written.</summary>
    public WriteOptions? WriteOptions { get; private set; }

    /// <summary>Link to the call that makes this one.</summary>
    public ContextPropagationToken? PropagationToken { get; private set; }

    /// <summary>Credentials of this call alone.</summary>
    public CallCredentials? Credentials { get; private set; }

    /// <summary>Whether the call waits for a connection instead of failing with UNAVAILABLE.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>The same with other headers.</summary>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same with another deadline.</summary>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same with another token.</summary>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    /// <summary>The same with other write options.</summary>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>The same with another link.</summary>
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) =>
        this with { PropagationToken = propagationToken };

    /// <summary>The same with other credentials.</summary>
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>The same, waiting for a connection or not.</summary>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
