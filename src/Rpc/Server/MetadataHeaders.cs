using Grpc.Core;
using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ledger.Rpc.Server;

/// <summary>Puts metadata into response headers and trailers.</summary>
internal static class MetadataHeaders
{
    public static void Add(IHeaderDictionary headers, Metadata.Entry entry)
    {
        // Not Append, which drops empty values: metadata may be empty.
        string value = MetadataCodec.Encode(entry);
        headers[entry.Key] = headers.TryGetValue(entry.Key, out StringValues earlier)
            ? StringValues.Concat(earlier, value)
            : new StringValues(value);
    }
}
