using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads one <c>result</c> value.</summary>
/// <remarks>
/// Called with the reader on the value's first token; must leave it on the value's last token.
/// May throw <see cref="JsonException"/>, <see cref="FormatException"/> or <see cref="InvalidOperationException"/>; the caller of the
/// JSON-RPC method then sees <see cref="JsonRpcProtocolException"/>.
/// </remarks>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="reader">The reader over the whole UTF-8 answer.</param>
public delegate T JsonRpcDecoder<out T>(ref Utf8JsonReader reader);
