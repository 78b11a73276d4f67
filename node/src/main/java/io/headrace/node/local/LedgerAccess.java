package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.served.LedgerClient;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The ledger of another process of this machine. */
public final class LedgerAccess implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final LedgerClient client;

    private LedgerAccess(URI ledger, String token) {
        client = new LedgerClient(http, ledger, token, LOOK_EVERY);
    }

    /** @param tokenFile what the ledger's process wrote */
    public static LedgerAccess open(URI ledger, Path tokenFile) {
        try {
            return new LedgerAccess(ledger, Files.readString(tokenFile).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The ledger's token in " + tokenFile + " cannot be read", unreadable);
        }
    }

    public Chain as(EthAddress account) {
        return client.as(account);
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
