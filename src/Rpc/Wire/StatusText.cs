using Grpc.Core;

namespace Ledger.Rpc.Wire;

/// <summary>Status codes as header text, made once.</summary>
internal static class StatusText
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 17).Select(static n => n.ToString())];

    public static string Of(StatusCode code) =>
        (uint)code < (uint)Texts.Length ? Texts[(int)code] : Texts[(int)StatusCode.Unknown];

    /// <summary>The code a header names; UNKNOWN for anything that is not a code of the protocol.</summary>
    public static StatusCode Parse(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out int number) && number < Texts.Length
            ? (StatusCode)number
            : StatusCode.Unknown;
}
