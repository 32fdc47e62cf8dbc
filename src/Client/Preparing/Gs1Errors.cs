using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Gs1.Keys;
using Ledger.Gs1.SerialLists;

namespace Ledger.Client.Preparing;

/// <summary>The ledger's errors for what is wrong with GS1 keys and serial lists.</summary>
public static class Gs1Errors
{
    /// <summary>The exception for a key that is wrong.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="field">The field that holds the key.</param>
    public static LedgerException ToException(Gs1Error error, string field) => new(
        string.Equals(error.Code, Gs1ErrorCode.CheckDigit, StringComparison.Ordinal) ? ErrorCode.CheckDigitWrong : ErrorCode.Gs1Syntax,
        error.Message,
        error.Cure,
        field);

    /// <summary>The error for what is wrong in a serial list.</summary>
    public static Error ToError(SerialListError error) => new()
    {
        Code = CodeOf(error),
        Message = error.Message,
        Field = error.Field,
        Line = (uint)Math.Clamp(error.Line, 0, uint.MaxValue),
        Cure = error.Cure,
    };

    private static ErrorCode CodeOf(SerialListError error) => error.Code switch
    {
        SerialListErrorCode.Encoding => ErrorCode.FileEncoding,
        SerialListErrorCode.Truncated or SerialListErrorCode.Empty => ErrorCode.FileTruncated,
        SerialListErrorCode.Duplicate => ErrorCode.SerialDuplicateInFile,
        SerialListErrorCode.Expired => ErrorCode.ExpiryPassed,
        SerialListErrorCode.Date or SerialListErrorCode.Mixed => ErrorCode.ArgumentInvalid,
        SerialListErrorCode.TooMany => ErrorCode.MessageTooLarge,
        Gs1ErrorCode.CheckDigit => ErrorCode.CheckDigitWrong,
        SerialListErrorCode.Header or SerialListErrorCode.Column or SerialListErrorCode.Fields or SerialListErrorCode.Quote => ErrorCode.FileSyntax,
        _ => string.Equals(error.Field, "serial", StringComparison.Ordinal) ? ErrorCode.SerialInvalid : ErrorCode.Gs1Syntax,
    };
}
