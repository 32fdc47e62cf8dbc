using Ledger.Api.V1;

namespace Ledger.Cli;

/// <summary>An input file with errors: all of them, so that one run shows what to correct.</summary>
internal sealed class InputException(IReadOnlyList<Error> errors) : Exception(errors[0].Message)
{
    public IReadOnlyList<Error> Errors { get; } = errors;
}
