using System.Diagnostics.CodeAnalysis;

namespace Ledger.Gs1.SerialLists;

/// <summary>A serial list, or everything that is wrong with it.</summary>
/// <param name="List">The list; null if there is an error, however small.</param>
/// <param name="Errors">The errors in the order of the file, at most <see cref="SerialListReader.MaximumErrors"/>.</param>
/// <param name="HasMoreErrors">Reading stopped at that number.</param>
public sealed record SerialListResult(SerialList? List, IReadOnlyList<SerialListError> Errors, bool HasMoreErrors)
{
    /// <summary>Whether there is a list.</summary>
    [MemberNotNullWhen(true, nameof(List))]
    public bool IsValid => List is not null;
}
