package io.headrace.ledger.served;

import io.headrace.chain.Blocks;
import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.Command;
import io.headrace.ledger.LedgerChain;
import io.headrace.ledger.LedgerFace;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A ledger that another process serves. Calls block for a round trip; a virtual thread of the client's own asks for new
 * blocks until it is closed.
 */
public final class LedgerClient implements LedgerFace, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerClient.class);
    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 16 * 1024 * 1024);

    private final HttpClient http;
    private final URI ledger;
    private final Headers headers;
    private final List<Consumer<ChainTime>> listeners = new CopyOnWriteArrayList<>();
    private final Thread poller;
    private volatile ChainTime time;

    /**
     * @param http stays the caller's
     * @param ledger the root of the served face
     * @param every how often new blocks are asked for; the ledger's block time as a rule
     * @throws ChainUnavailable when the ledger does not answer
     */
    public LedgerClient(HttpClient http, URI ledger, String token, Duration every) {
        this.http = http;
        this.ledger = ledger;
        this.headers = Headers.of("Authorization", "Bearer " + token).with("Content-Type", "application/json");
        this.time = get("/chain", ChainView.class).time();
        this.poller = Thread.ofVirtual().name("ledger-blocks").start(() -> poll(every));
    }

    /** The chain as one account sees it. */
    public Chain as(EthAddress account) {
        return new LedgerChain(this, account);
    }

    @Override
    public CommandAnswer command(Command command) {
        return call(
                HttpCall.post(ledger.resolve("/commands"), headers, LIMITS),
                LedgerJson.write(command),
                CommandAnswer.class);
    }

    @Override
    public AccountView account(EthAddress account) {
        return get("/accounts/" + account, AccountView.class);
    }

    @Override
    public ChainView chain() {
        return get("/chain", ChainView.class);
    }

    @Override
    public Wei claimed(EthAddress sender, EthAddress recipient) {
        return get("/claims/" + sender + "/" + recipient, Wei.class);
    }

    @Override
    public boolean used(Hash256 ticket) {
        return get("/used/" + ticket, Boolean.class);
    }

    @Override
    public ChainTime time() {
        return time;
    }

    @Override
    public Blocks.Subscription onBlock(Consumer<ChainTime> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        poller.interrupt();
    }

    private void poll(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                look();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            var now = chain().time();
            if (now.block() > time.block()) {
                time = now;
                listeners.forEach(listener -> listener.accept(now));
            }
        } catch (ChainUnavailable unavailable) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LOG.warn("No block was learned: {}", unavailable.getMessage());
        }
    }

    private <T> T get(String path, Class<T> type) {
        return call(
                new HttpCall("GET", ledger.resolve(path), headers, HttpCall.Version.NEGOTIATED, LIMITS),
                new byte[0],
                type);
    }

    private <T> T call(HttpCall call, byte[] body, Class<T> type) {
        try (var answer = body.length == 0 ? http.send(call) : http.send(call, ByteBuffer.wrap(body))) {
            byte[] content = answer.readAll();
            if (answer.status() != 200) {
                throw new ChainUnavailable(
                        "The ledger answered " + call.method() + " " + call.uri() + " with " + answer.status()
                                + "; is its token the same?",
                        false);
            }
            return LedgerJson.read(content, type);
        } catch (TransportException failure) {
            throw new ChainUnavailable(failed(call), failure.retryMayHelp(), failure);
        } catch (IOException | JacksonException failure) {
            throw new ChainUnavailable(failed(call), true, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable(failed(call), false, interrupted);
        }
    }

    private static String failed(HttpCall call) {
        return "The ledger did not answer " + call.method() + " " + call.uri();
    }
}
