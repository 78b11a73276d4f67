package io.headrace.node.settlement;

import io.headrace.chain.Tokens;
import io.headrace.chain.redemption.Delay;
import io.headrace.chain.redemption.Ending;
import io.headrace.crypto.Hash256;
import io.headrace.payments.WinningTicket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What was told, one after the other, for a test that waits for the next. */
final class Tidings implements RedemptionListener, RewardListener {

    /** Every kind of tiding, so that the next of all can be compared. */
    sealed interface Tiding {
        record Ended(Hash256 ticket, Ending ending) implements Tiding {}

        record Delayed(Hash256 ticket, Delay reason) implements Tiding {}

        record RewardBegan(long round) implements Tiding {}

        record RewardEnded(long round, Tokens minted) implements Tiding {}

        record RewardMissed(long round, String why) implements Tiding {}
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final LinkedBlockingQueue<Tiding> told = new LinkedBlockingQueue<>();

    Tiding next() {
        return within(PATIENCE)
                .orElseThrow(() -> new AssertionError("Nothing was told within " + PATIENCE.toSeconds() + " s"));
    }

    /** Lets something happen, again and again, until something is told; so often at most. */
    Tiding nextWhile(int most, Runnable happening) {
        for (int i = 0; i < most; i++) {
            happening.run();
            var tiding = within(MOMENT);
            if (tiding.isPresent()) {
                return tiding.get();
            }
        }
        throw new AssertionError("Nothing was told after " + most + " happenings");
    }

    private Optional<Tiding> within(Duration time) {
        try {
            return Optional.ofNullable(told.poll(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    @Override
    public void ended(WinningTicket winner, Ending ending) {
        told.add(new Tiding.Ended(winner.hash(), ending));
    }

    @Override
    public void delayed(Hash256 ticket, Delay reason) {
        told.add(new Tiding.Delayed(ticket, reason));
    }

    @Override
    public void rewardBegan(long round) {
        told.add(new Tiding.RewardBegan(round));
    }

    @Override
    public void rewardEnded(long round, Tokens minted) {
        told.add(new Tiding.RewardEnded(round, minted));
    }

    @Override
    public void rewardMissed(long round, String why) {
        told.add(new Tiding.RewardMissed(round, why));
    }
}
