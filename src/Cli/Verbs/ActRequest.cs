using System.CommandLine;
using Ledger.Cli.Sessions;
using Ledger.Client;
using Ledger.Client.Keys;

namespace Ledger.Cli.Verbs;

/// <summary>What a verb has to prepare an offer with.</summary>
/// <param name="Session">The run of the verb.</param>
/// <param name="Client">The node's client.</param>
/// <param name="Actor">Who acts.</param>
internal sealed record ActRequest(Session Session, LedgerClient Client, LedgerSigner Actor)
{
    public T Required<T>(Argument<T> argument) => Session.Parsed.GetRequiredValue(argument);

    public T Required<T>(Option<T> option) => Session.Parsed.GetRequiredValue(option);

    public T? Value<T>(Option<T> option) => Session.Parsed.GetValue(option);
}
