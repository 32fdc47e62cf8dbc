// A consortium on a fresh chain, with the acts that are measured.
import { ZeroHash } from "ethers";
import { committed, deploy, genesisTime, send, startChain, walletOf } from "./chain.mjs";
import { sign, signedCall } from "./messages.mjs";

export const gtin = 9506000134352n;
const roles = { maker: 3, distributor: 2, carrier: 4, pharmacy: 2, bank: 8, regulator: 16 };
export const partnerIds = Object.fromEntries(Object.keys(roles).map((name, i) => [name, i + 1]));

export const tokenId = (run, level, index) => (BigInt(run) << 32n) | (BigInt(level) << 28n) | BigInt(index);
export const seqOf = (slot) => slot & 0xffff_ffffn;

export class Ledger {
  static async start(hardfork) {
    const ledger = new Ledger();
    const chain = await startChain(hardfork);
    try {
      ledger.provider = chain.provider;
      ledger.stop = chain.stop;
      ledger.chainId = (await chain.provider.getNetwork()).chainId;
      ledger.relayer = walletOf("relayer", chain.provider);
      ledger.founders = ["one", "two", "three"].map((n) => walletOf(`founder ${n}`, chain.provider));
      ledger.wallets = Object.fromEntries(Object.keys(roles).map((n) => [n, walletOf(n, chain.provider)]));
      ledger.contracts = await deploy(chain.provider, ledger.founders);
      for (const [name, bits] of Object.entries(roles)) await ledger.admit(name, bits);
      await ledger.act("Catalogue", "register", {
        gtin, seq: 0, issuer: partnerIds.maker, name: "Painkiller 20 tablets", deadline: await ledger.deadline(), document: ZeroHash,
      }, ["maker"]);
      return ledger;
    } catch (error) {
      await chain.stop();
      throw error;
    }
  }

  deadline() {
    return genesisTime + 86_399;
  }

  async admit(name, bits) {
    const { Council, Partners } = this.contracts;
    const data = Partners.interface.encodeFunctionData("admit", [this.wallets[name].address, bits, 0, 0, ZeroHash, name]);
    const salt = `0x${BigInt(partnerIds[name]).toString(16).padStart(64, "0")}`;
    const message = { target: Partners.target, data, salt, deadline: this.deadline(), document: ZeroHash };
    const members = this.founders.slice(0, 2).sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
    const signatures = await sign(Council, committed("Council").abi, this.chainId, "approve", message, members);
    const approvals = members.map((member, i) => ({ member: member.address, signature: signatures[i] }));
    await this.call(Council.target, Council.interface.encodeFunctionData("approve", [message, approvals]));
  }

  /** Sends calldata from an account that has no part in the ledger. */
  async call(to, data) {
    const receipt = await send(this.relayer, { to, data }).catch((error) => {
      throw new Error(`call to ${to} reverted: ${error.shortMessage ?? error.message}`);
    });
    return receipt;
  }

  /** Calldata of a signed act. */
  async sealed(contract, fn, message, signers) {
    const target = this.contracts[contract];
    return signedCall(target, committed(contract).abi, this.chainId, fn, message, signers.map((n) => this.wallets[n]));
  }

  /** Signs and sends an act; gives the receipt. */
  async act(contract, fn, message, signers) {
    return this.call(this.contracts[contract].target, await this.sealed(contract, fn, message, signers));
  }

  async named(id) {
    return { token: id, seq: seqOf(await this.contracts.Tokens.slotOf(id)) };
  }

  async commissioning(lotCode, count, codec, serials, unitsPerCase = 20, casesPerPallet = 10) {
    const identity = await this.contracts.Catalogue.lotIdentity(gtin, lotCode);
    const [, lotSlot] = await this.contracts.Tokens.findLot(identity);
    const deadline = this.deadline();
    return {
      gtin, lotCode, lotSeq: lotSlot & 0xffff_ffffn, expiry: deadline + 63_072_000, markets: 0, count, unitsPerCase, casesPerPallet,
      firstCaseSscc: 106141412345678908n, firstPalletSscc: 106141412345678908n, codec, serials, deadline, document: ZeroHash,
    };
  }

  async commission(lotCode, count, codec, serials, unitsPerCase, casesPerPallet) {
    const message = await this.commissioning(lotCode, count, codec, serials, unitsPerCase, casesPerPallet);
    const receipt = await this.act("Catalogue", "commission", message, ["maker"]);
    return { receipt, run: Number(await this.contracts.Tokens.runCount()) };
  }

  async transferOf(ids, owner, newOwner) {
    const tokens = await Promise.all(ids.map((id) => this.named(id)));
    return {
      tokens, owner: partnerIds[owner], custodian: partnerIds[owner], newOwner: partnerIds[newOwner],
      newCustodian: partnerIds[newOwner], deadline: this.deadline(), document: documentHash,
    };
  }

  async transfer(ids, owner, newOwner) {
    return this.act("Tokens", "transfer", await this.transferOf(ids, owner, newOwner), [owner, newOwner]);
  }

  async unpack(ids, root, custodian) {
    const tokens = await Promise.all(ids.map((id) => this.named(id)));
    const message = { tokens, root: await this.named(root), deadline: this.deadline(), document: documentHash };
    return this.act("Tokens", "unpack", message, [custodian]);
  }

  async pack(ids, container, custodian) {
    const tokens = await Promise.all(ids.map((id) => this.named(id)));
    const message = { tokens, container: await this.named(container), deadline: this.deadline(), document: documentHash };
    return this.act("Tokens", "pack", message, [custodian]);
  }

  async pledge(ids, debtor) {
    const tokens = await Promise.all(ids.map((id) => this.named(id)));
    const deadline = this.deadline();
    const message = {
      tokens, debtor: partnerIds[debtor], financier: partnerIds.bank, policy: 0, maturity: deadline + 2_592_000, noticeSeconds: 604_800,
      terms: documentHash, deadline, document: documentHash,
    };
    const receipt = await this.act("Tokens", "pledge", message, [debtor, "bank"]);
    const event = receipt.logs.map((log) => this.contracts.Tokens.interface.parseLog(log)).find((e) => e?.name === "LienCreated");
    return { receipt, lien: event.args.lien };
  }

  async partnerSeq(name) {
    return (await this.contracts.Tokens.partnerSlotOf(partnerIds[name]) >> 160n) & 0xffff_ffffn;
  }

  async recallBase(name) {
    return {
      partner: partnerIds[name], seq: await this.partnerSeq(name), class: 1, destinations: [partnerIds.maker], reason: "contaminated",
      deadline: this.deadline(), document: documentHash,
    };
  }
}

/** A hash with no zero bytes to speak of, as real ones have. */
export const documentHash = "0x9c22ff5f21f0b81b113e63f7db6da94fedef11b2119b4088b89664fb9a3cb658";
