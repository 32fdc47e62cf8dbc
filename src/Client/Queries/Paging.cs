using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Client.Queries;

/// <summary>Joins the pages of an answer; they are all of one height because the token pins it.</summary>
internal static class Paging
{
    private const uint PageSize = 1000;
    private const int MaximumPages = 1000;

    public static async Task<T> JoinAsync<T>(Func<Page, Task<T>> ask, Func<T, string> nextToken, Action<T, T> append)
    {
        var all = await ask(new Page { Size = PageSize });
        var token = nextToken(all);
        for (var pages = 1; token.Length > 0; pages++)
        {
            if (pages == MaximumPages)
            {
                throw new LedgerException(
                    ErrorCode.MessageTooLarge,
                    $"The answer has more than {MaximumPages * PageSize} rows.",
                    "Ask for a part of it, or page through it with the API.",
                    "page");
            }

            var next = await ask(new Page { Size = PageSize, Token = token });
            append(all, next);
            token = nextToken(next);
        }

        return all;
    }
}
