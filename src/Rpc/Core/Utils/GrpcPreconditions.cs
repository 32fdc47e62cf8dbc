namespace Grpc.Core.Utils;

/// <summary>Guard clauses of the official surface.</summary>
public static class GrpcPreconditions
{
    /// <summary>Throws <see cref="ArgumentException"/> unless true.</summary>
    public static void CheckArgument(bool condition)
    {
        if (!condition)
            throw new ArgumentException("An argument is not valid.");
    }

    /// <summary>Throws <see cref="ArgumentException"/> unless true.</summary>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition)
            throw new ArgumentException(errorMessage);
    }

    /// <summary>Throws <see cref="ArgumentNullException"/> when null.</summary>
    public static T CheckNotNull<T>(T reference) => reference is null ? throw new ArgumentNullException(nameof(reference)) : reference;

    /// <summary>Throws <see cref="ArgumentNullException"/> when null.</summary>
    public static T CheckNotNull<T>(T reference, string paramName) =>
        reference is null ? throw new ArgumentNullException(paramName) : reference;

    /// <summary>Throws <see cref="InvalidOperationException"/> unless true.</summary>
    public static void CheckState(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> unless true.</summary>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition)
            throw new InvalidOperationException(errorMessage);
    }
}
