package io.headrace.node.desk;

import io.headrace.chain.transaction.SpendLimits;
import io.headrace.cli.Amount;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import picocli.CommandLine.Option;

/** The caps of a role's spending, as its command line has them. */
public final class SpendOptions {

    @Option(
            names = "--max-spend-per-second",
            paramLabel = "AMOUNT",
            defaultValue = "0.1eth",
            description = "the most that tickets of one second are worth (default: ${DEFAULT-VALUE})")
    private String perSecond = "";

    @Option(
            names = "--max-spend-per-hour",
            paramLabel = "AMOUNT",
            defaultValue = "10eth",
            description = "the most that tickets of one hour are worth (default: ${DEFAULT-VALUE})")
    private String perHour = "";

    @Option(
            names = "--max-spend-per-peer",
            paramLabel = "AMOUNT",
            defaultValue = "10eth",
            description = "likewise, to one orchestrator in an hour (default: ${DEFAULT-VALUE})")
    private String perPeer = "";

    @Option(
            names = "--max-spend-per-pipeline",
            paramLabel = "AMOUNT",
            defaultValue = "10eth",
            description = "likewise, for one kind of work in an hour (default: ${DEFAULT-VALUE})")
    private String perPipeline = "";

    @Option(
            names = "--max-transactions-per-hour",
            paramLabel = "AMOUNT",
            defaultValue = "50eth",
            description = "the most that transactions of one hour move and cost (default: ${DEFAULT-VALUE})")
    private String transactions = "";

    public SpendCaps caps() {
        return new SpendCaps(
                new SpendLimits(
                        credit(perSecond), credit(perHour), credit(perPeer), credit(perPipeline), SpendCaps.NAMES),
                SpendCaps.ofTransactions(credit(transactions)));
    }

    private static Credit credit(String typed) {
        return Credit.of(Wei.parse(Amount.ofEth(typed)));
    }
}
