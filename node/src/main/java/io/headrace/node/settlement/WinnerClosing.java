package io.headrace.node.settlement;

import io.headrace.chain.redemption.Ending;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.WinningTicket;
import io.headrace.store.StoreException;
import io.headrace.store.StoredWinner;
import io.headrace.store.WinnerStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a winner. The journal comes before the store: a crash between them leaves the winner open, and the next
 * life finds that it was used, which nobody takes for a second payment.
 */
record WinnerClosing(WinnerStore store, Journal journal, RedemptionListener listener) {

    private static final Logger LOG = LoggerFactory.getLogger(WinnerClosing.class);
    private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

    void close(WinningTicket winner, Ending ending, Instant now) {
        var ticket = winner.hash();
        try {
            store.find(ticket)
                    .flatMap(StoredWinner::job)
                    .ifPresent(job -> journal.append(new JournalEntry(now, job, fact(ticket, ending))));
            store.close(ticket, ending);
        } catch (StoreException failed) {
            LOG.error(
                    "Winner {} ended with {}, which could not be kept: it is looked at again after a restart",
                    ticket,
                    ending,
                    failed);
            return;
        }
        LOG.info("Winner {} of {} wei ended: {}", ticket, winner.ticket().faceValue(), ending);
        listener.ended(winner, ending);
    }

    private static Fact fact(Hash256 ticket, Ending ending) {
        return switch (ending) {
            case Ending.Paid(var amount, var transaction) ->
                new Fact.Redeemed(ticket, amount, transactionHash(transaction));
            case Ending.UsedBefore _ ->
                remark("Winner " + ticket + " had been redeemed before; what it paid is on chain");
            case Ending.Expired(var creation, var last) ->
                remark("Winner " + ticket + " of round " + creation + " expired by round " + last);
            case Ending.Worthless(var reason) -> remark("Winner " + ticket + " is never paid: " + reason.reason());
        };
    }

    private static Fact remark(String sentence) {
        return new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), sentence);
    }

    /** A chain names transactions by hashes. The local one numbers them: the hash of that name stands for it. */
    static Hash256 transactionHash(String transaction) {
        return HASH.matcher(transaction).matches()
                ? Hash256.parse(transaction)
                : Keccak.hash(transaction.getBytes(StandardCharsets.UTF_8));
    }
}
