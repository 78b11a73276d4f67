package io.headrace.node.role;

import io.headrace.admin.Hindrance;
import io.headrace.admin.Readiness;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.machine.Host;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether the chain answers, seen by asking for the gas price now and then. Nobody who asks this waits for the chain: the
 * question is put on a virtual thread of its own, one at a time.
 */
final class ChainWatch implements Readiness, AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Host host;
    private final Chain chain;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Wei> gasPrice = Optional.empty();
    private volatile boolean closed;

    private ChainWatch(Host host, Chain chain) {
        this.host = host;
        this.chain = chain;
    }

    static ChainWatch start(Host host, Chain chain) {
        var watch = new ChainWatch(host, chain);
        watch.look();
        return watch;
    }

    /** The latest that the chain told; empty before it told any. */
    Optional<Wei> gasPrice() {
        return gasPrice;
    }

    @Override
    public List<Hindrance> hindrances() {
        return trouble.<Hindrance>map(Hindrance.ChainUnreachable::new).stream().toList();
    }

    private void look() {
        Thread.ofVirtual().name("chain watch").start(() -> {
            try {
                gasPrice = Optional.of(chain.wallet().gasPrice());
                trouble = Optional.empty();
            } catch (ChainUnavailable silent) {
                trouble = Optional.of(String.valueOf(silent.getMessage()));
            } finally {
                lookLater();
            }
        });
    }

    private void lookLater() {
        if (!closed) {
            host.after(PERIOD, () -> {
                if (!closed) {
                    look();
                }
            });
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
