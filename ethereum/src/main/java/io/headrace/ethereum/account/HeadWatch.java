package io.headrace.ethereum.account;

import io.headrace.chain.Blocks;
import io.headrace.chain.transaction.Head;
import io.headrace.machine.Host;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells where the chain stands, at each new block and at the latest after a fixed time, so that what runs by it goes on
 * when the chain is silent. While the chain cannot be asked, it tells what it knew last.
 *
 * <p>Asks on the thread of its own mailbox, one question at a time.
 */
final class HeadWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

    private enum Look {
        NOW
    }

    private final Supplier<Head> source;
    private final Host host;
    private final Duration every;
    private final Consumer<Head> listener;
    private final Host.Mailbox<Look> looks;
    private final Blocks.Subscription subscription;

    /** Used by the mailbox's reader alone. */
    private Head last;

    private volatile boolean closed;

    /** @param first where the chain stands now */
    HeadWatch(Supplier<Head> source, Head first, Blocks blocks, Host host, Duration every, Consumer<Head> listener) {
        this.source = source;
        this.last = first;
        this.host = host;
        this.every = every;
        this.listener = listener;
        this.looks = host.mailbox("heads", this::look);
        this.subscription = blocks.listen(_ -> lookSoon());
    }

    /** Tells at once, and from now on. */
    void begin() {
        tick();
    }

    private void tick() {
        if (!closed) {
            lookSoon();
            host.after(every, this::tick);
        }
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        looks.close();
    }

    /** One look that has not begun is enough for everybody who wants one. */
    private void lookSoon() {
        if (looks.waiting() == 0) {
            looks.put(Look.NOW);
        }
    }

    private void look(Look once) {
        if (closed) {
            return;
        }
        try {
            last = source.get();
        } catch (RuntimeException failed) {
            LOG.debug(
                    "The chain's head was not learned; time goes on at block {}: {}",
                    last.block(),
                    failed.getMessage());
        }
        listener.accept(last);
    }
}
