package io.headrace.admin.money;

import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;

/** What moves the money of a wallet and of its deposit. Each call blocks until the chain has answered. */
public record WalletDesk(Chain chain) {

    /** Adds to deposit and reserve, and ends an unlock that is running. Twice adds twice. */
    public Report fund(Wei deposit, Wei reserve) {
        return funds(
                "add " + deposit + " wei to the deposit and " + reserve + " wei to the reserve",
                chain.broker().fund(deposit, reserve));
    }

    /** Once more is refused. */
    public Report unlock() {
        return funds("unlock deposit and reserve", chain.broker().unlock());
    }

    /** Once more is refused. */
    public Report cancelUnlock() {
        return funds("cancel the unlock", chain.broker().cancelUnlock());
    }

    /** Takes deposit and reserve back into the wallet. Once more is refused. */
    public Report withdraw() {
        var before = chain.broker().funds(chain.account());
        return Reports.of(
                "pay out deposit and reserve",
                chain.broker().withdraw(),
                (document, after) ->
                        shown(document.with("withdrawn", before.deposit().plus(before.reserve())), after));
    }

    /** Gives wei away. Twice gives twice. */
    public Report transferEth(EthAddress to, Wei amount) {
        return given("eth", to, amount.toString(), chain.wallet().sendEth(to, amount));
    }

    /** Gives tokens away. Twice gives twice. */
    public Report transferTokens(EthAddress to, Tokens amount) {
        return given("lpt", to, amount.toString(), chain.wallet().sendTokens(to, amount));
    }

    private static Report given(String asset, EthAddress to, String amount, Outcome<?> outcome) {
        return Reports.of(
                "send " + amount + " of " + asset + "'s smallest parts to " + to,
                outcome,
                (document, _) -> document.with("asset", asset).with("to", to).with("amount", amount));
    }

    private static Report funds(String what, Outcome<SenderFunds> outcome) {
        return Reports.of(what, outcome, WalletDesk::shown);
    }

    private static Document shown(Document document, SenderFunds funds) {
        return document.with("deposit", funds.deposit())
                .with("reserve", funds.reserve())
                .with("withdrawRound", funds.withdrawRound());
    }
}
