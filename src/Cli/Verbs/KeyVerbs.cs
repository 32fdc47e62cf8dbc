using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Cli.Sessions;
using Ledger.Client.Keys;
using Ledger.Ethereum.Keystore;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>The keys of this home.</summary>
internal static class KeyVerbs
{
    private static readonly Argument<string> Name = new("name") { Description = "The key's name: letters, digits, '-' and '_'." };

    public static Command Create() => new("key", "Make and show keys. They stay on this machine.")
    {
        Verb.Make(
            "new",
            "Make a signing key (keystore v3) and an identity key (Ed25519) under a password.",
            "ledger key new wholesaler",
            [Name, SignerOptions.PasswordFile],
            async (session, cancellationToken) =>
            {
                var name = session.Parsed.GetRequiredValue(Name);
                var (account, identity) = await session.Keys.CreateAsync(name, await session.PasswordAsync(cancellationToken), KeystoreCost.Standard, cancellationToken);
                return Tell(session, name, account, identity);
            }),
        Verb.Make(
            "show",
            "Show the account and the identity key of a name.",
            "ledger key show manufacturer",
            [Name, SignerOptions.PasswordFile],
            async (session, cancellationToken) =>
            {
                var name = session.Parsed.GetRequiredValue(Name);
                var signer = await session.SignerAsync(name, cancellationToken);
                return Tell(session, name, signer.Account, IdentityKeyFile.ReadPublicKey(session.Keys.IdentityPathOf(name)));
            }),
        Verb.Make(
            "list",
            "List the names that have keys here.",
            "ledger key list",
            [],
            (session, _) =>
            {
                session.Output.Answer(
                    () => new JsonObject { ["keys"] = new JsonArray([.. session.Keys.Names().Select(n => (JsonNode)n)]) },
                    console =>
                    {
                        foreach (var name in session.Keys.Names()) session.Output.Say(name);
                    });
                return Task.FromResult(ExitCode.Done);
            }),
    };

    private static int Tell(Session session, string name, Address account, Bytes32 identity)
    {
        session.Output.Answer(
            () => new JsonObject { ["name"] = name, ["account"] = account.ToChecksumString(), ["identityKey"] = identity.ToString(), ["keystore"] = session.Keys.PathOf(name) },
            console => console.Write(Tables.Of("key", name).Row("account", account.ToChecksumString()).Row("identity key", identity.ToString()).Row("keystore", session.Keys.PathOf(name))));
        return ExitCode.Done;
    }
}
