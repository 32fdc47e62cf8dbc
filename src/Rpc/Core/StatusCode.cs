namespace Grpc.Core;

/// <summary>The outcome of a call, as numbered by the gRPC protocol (statuscodes.md).</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>The error is not known, or another error space was not understood.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever state the system is in.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call completed.</summary>
    DeadlineExceeded = 4,

    /// <summary>The requested entity does not exist.</summary>
    NotFound = 5,

    /// <summary>The entity to create is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and not allowed.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a bound, such as a message size, was passed.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>The call was aborted, typically by a concurrent change.</summary>
    Aborted = 10,

    /// <summary>The call went past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The method is not known here.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken.</summary>
    Internal = 13,

    /// <summary>The service can't be reached at present; a retry may succeed.</summary>
    Unavailable = 14,

    /// <summary>Data are lost or corrupt beyond recovery.</summary>
    DataLoss = 15,

    /// <summary>The caller did not say who it is.</summary>
    Unauthenticated = 16,
}
