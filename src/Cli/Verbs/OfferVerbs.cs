using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Sessions;
using Ledger.Client.Offers;

namespace Ledger.Cli.Verbs;

/// <summary>Offers on their way between organisations.</summary>
internal static class OfferVerbs
{
    private static readonly Argument<string> File = new("file") { Description = "The offer." };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Sign without asking." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Make(
            "sign",
            "Read an offer that another organisation prepared, and sign it. What it does is told from the messages themselves, not from the sender's words.",
            "ledger sign offer.json --as distributor",
            [File, Yes, SignerOptions.As, SignerOptions.PasswordFile],
            SignAsync),
        Verb.Make(
            "submit",
            "Submit an offer that all have signed. Repeating it is safe: a message is applied at most once.",
            "ledger submit offer.json",
            [File],
            async (session, cancellationToken) =>
            {
                var client = await session.ClientAsync(cancellationToken);
                var offer = await OpenAsync(session, cancellationToken);
                return ActVerb.Tell(session, offer, await client.SubmitAsync(offer, cancellationToken));
            }),
    ];

    /// <summary>Writes an offer and tells who has to sign yet.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WriteAsync(Session session, Offer offer, string path, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        await System.IO.File.WriteAllTextAsync(temporary, OfferJson.Write(offer), cancellationToken);
        System.IO.File.Move(temporary, path, overwrite: true);
        var missing = offer.Missing.Select(s => s.Name).ToArray();
        session.Output.Answer(
            () => new JsonObject
            {
                ["offer"] = path,
                ["messages"] = new JsonArray([.. offer.Items.Select(i => (JsonNode)i.Description)]),
                ["expires"] = offer.Deadline.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                ["missing"] = new JsonArray([.. missing.Select(m => (JsonNode)m)]),
            },
            _ =>
            {
                foreach (var item in offer.Items) session.Output.Say(item.Description);
                session.Output.Say($"good until {offer.Deadline:yyyy-MM-dd HH:mm} UTC; written to {path}");
                session.Output.Say(missing.Length == 0 ? $"Next: ledger submit {path}" : $"Still to sign: {string.Join(", ", missing)}. Next: ledger sign {path} --as NAME");
            });
        return ExitCode.Done;
    }

    private static async Task<int> SignAsync(Session session, CancellationToken cancellationToken)
    {
        var offer = await OpenAsync(session, cancellationToken);
        var signer = await session.SignerAsync(session.Parsed.GetRequiredValue(SignerOptions.As), cancellationToken);
        if (session.Output.IsTerminal && !Console.IsInputRedirected && !session.Parsed.GetValue(Yes) && !session.Output.IsJson)
        {
            foreach (var item in offer.Items) session.Output.Say(item.Description);
            Console.Error.Write($"Sign as {signer.Name}? [y/N] ");
            if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            {
                session.Output.Say("Not signed.");
                return ExitCode.Refused;
            }
        }

        return await WriteAsync(session, offer.Sign(signer), session.Parsed.GetRequiredValue(File), cancellationToken);
    }

    private static async Task<Offer> OpenAsync(Session session, CancellationToken cancellationToken)
    {
        var path = session.Parsed.GetRequiredValue(File);
        try
        {
            if (new FileInfo(path).Length > OfferJson.MaximumSizeBytes) throw new IOException("it is too long for an offer");
            return await (await session.ClientAsync(cancellationToken)).OpenOfferAsync(await System.IO.File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name an offer that you may read.", "file", exception);
        }
    }
}
