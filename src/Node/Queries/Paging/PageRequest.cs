using Ledger.Api.V1;

namespace Ledger.Node.Queries.Paging;

/// <summary>The page that a request asks for.</summary>
/// <param name="Size">The most rows.</param>
/// <param name="Token">Where to go on; null for the first page.</param>
/// <param name="Scope">The query with its filters, to which tokens are bound.</param>
internal sealed record PageRequest(int Size, PageToken? Token, string Scope)
{
    /// <summary>Rows of a page when the request does not say.</summary>
    public const int DefaultSize = 100;

    /// <summary>The most rows of a page.</summary>
    public const int MaxSize = 1_000;

    /// <summary>Reads the page of a request.</summary>
    public static PageRequest Read(Page? page, string scope) => new(
        page?.Size switch
        {
            null or 0 => DefaultSize,
            > MaxSize => throw Refusals.Invalid("page.size", $"A page of {page.Size} rows was asked for.", $"Ask for at most {MaxSize}."),
            var size => (int)size,
        },
        PageToken.Decode(page?.Token ?? "", scope),
        scope);

    /// <summary>The token of the next page.</summary>
    public string Next(ulong height, ReadOnlySpan<byte> position) => new PageToken(height, position.ToArray()).Encode(Scope);
}
