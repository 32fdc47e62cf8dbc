using System.Text;
using System.Text.Unicode;

namespace Ledger.Gs1.SerialLists;

/// <summary>Turns a file's bytes into text, or says what encoding they have instead.</summary>
internal static class SerialListText
{
    private static readonly UTF8Encoding Utf8Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes UTF-8, with or without byte order mark; names the encoding if it is another one.</summary>
    public static SerialListError? Decode(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return WrongEncoding(1, "The file is UTF-16 (little endian).");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return WrongEncoding(1, "The file is UTF-16 (big endian).");
        if (bytes.Contains((byte)0))
            return WrongEncoding(LineAt(bytes, bytes.IndexOf((byte)0)), "The file has zero bytes: it is UTF-16, or no text.");
        if (!Utf8.IsValid(bytes)) return WrongEncoding(LineAt(bytes, FirstInvalid(bytes)), "The file isn't UTF-8 here.");
        text = Utf8Strict.GetString(bytes);
        return string.IsNullOrWhiteSpace(text)
            ? new(SerialListErrorCode.Empty, 0, "file", "The file is empty.", "Export the run again.")
            : null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done) position += consumed;
        return position;
    }

    private static long LineAt(ReadOnlySpan<byte> bytes, int position) => bytes[..position].Count((byte)'\n') + 1;

    private static SerialListError WrongEncoding(long line, string message) =>
        new(SerialListErrorCode.Encoding, line, "file", message, "Save the file as UTF-8.");
}
