package io.headrace.node.role;

import io.headrace.chain.Blocks;
import io.headrace.chain.ChainUnavailable;
import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the chain last said to one question, asked anew once a block by one virtual thread at a time. Nobody waits for
 * the answer of a block that has just begun: until it comes, the one before counts. Where that is further behind,
 * whoever wants it waits a moment; where the chain takes longer, or fails, the former answer still counts for a bounded
 * number of blocks and time, so that a slow chain delays no work. Any thread.
 */
final class LastWord<T> {

    /**
     * @param moment so long is waited for a new answer where there is a former one that is not near
     * @param patience so long where there is none
     * @param near an answer that is by so many blocks behind at most is good enough to wait for nothing
     * @param maxBlocks by so many blocks may an answer be behind
     * @param maxAge and so old may it be, since a chain that is silent tells of no blocks either
     * @param fresh an answer of the present block that is older is asked for again
     * @param pause between two questions when the first was not answered
     */
    record Limits(
            Duration moment,
            Duration patience,
            long near,
            long maxBlocks,
            Duration maxAge,
            Duration fresh,
            Duration pause) {

        static final Limits USUAL = new Limits(
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                1,
                20,
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1));
    }

    private record Answer<T>(T value, long block, long nanos) {}

    private final Blocks blocks;
    private final Supplier<T> question;
    private final NanoTicker ticker;
    private final Limits limits;

    /** Guarded by this, as is what follows. */
    private Optional<Answer<T>> latest = Optional.empty();

    private Optional<CompletableFuture<T>> asking = Optional.empty();
    private Optional<Long> failedNanos = Optional.empty();

    /** @param question blocks, and throws {@link ChainUnavailable} */
    LastWord(Blocks blocks, Supplier<T> question, NanoTicker ticker, Limits limits) {
        this.blocks = blocks;
        this.question = question;
        this.ticker = ticker;
        this.limits = limits;
    }

    /** @throws ChainUnavailable when the chain does not answer, and nothing that it said still counts */
    T get() {
        long block = blocks.time().block();
        Optional<Answer<T>> former;
        CompletableFuture<T> next;
        synchronized (this) {
            former = latest.filter(answer -> counts(answer, block));
            if (former.isPresent() && (isFresh(former.get(), block) || pausing())) {
                return former.get().value();
            }
            next = asking.orElseGet(() -> ask(block));
            if (former.isPresent() && isNear(former.get(), block)) {
                return former.get().value();
            }
        }
        return former.isPresent() ? await(next, former.get().value()) : await(next);
    }

    private boolean counts(Answer<T> answer, long block) {
        return block - answer.block() <= limits.maxBlocks()
                && ticker.nanos() - answer.nanos() <= limits.maxAge().toNanos();
    }

    private boolean isFresh(Answer<T> answer, long block) {
        return answer.block() == block
                && ticker.nanos() - answer.nanos() <= limits.fresh().toNanos();
    }

    private boolean isNear(Answer<T> answer, long block) {
        return block - answer.block() <= limits.near()
                && ticker.nanos() - answer.nanos() <= limits.fresh().toNanos();
    }

    private boolean pausing() {
        return failedNanos
                .filter(at -> ticker.nanos() - at < limits.pause().toNanos())
                .isPresent();
    }

    /** The lock is held. */
    private CompletableFuture<T> ask(long block) {
        var next = new CompletableFuture<T>();
        asking = Optional.of(next);
        Thread.ofVirtual().name("question to the chain").start(() -> {
            try {
                var value = question.get();
                answered(Optional.of(new Answer<>(value, block, ticker.nanos())));
                next.complete(value);
            } catch (RuntimeException silent) {
                answered(Optional.empty());
                next.completeExceptionally(silent);
            }
        });
        return next;
    }

    private synchronized void answered(Optional<Answer<T>> answer) {
        asking = Optional.empty();
        failedNanos = answer.isPresent() ? Optional.empty() : Optional.of(ticker.nanos());
        latest = answer.or(() -> latest);
    }

    private T await(CompletableFuture<T> next, T former) {
        try {
            return next.get(limits.moment().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException slow) {
            return former;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return former;
        }
    }

    private T await(CompletableFuture<T> next) {
        try {
            return next.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ChainUnavailable silent
                    ? silent
                    : new IllegalStateException("An adapter of the chain failed", failed.getCause());
        } catch (TimeoutException slow) {
            throw new ChainUnavailable("The chain did not answer within " + limits.patience(), true, slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable("Waiting for the chain was interrupted", false, interrupted);
        }
    }
}
