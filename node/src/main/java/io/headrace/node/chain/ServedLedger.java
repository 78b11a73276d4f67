package io.headrace.node.chain;

import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ledger.served.LedgerClient;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The ledger of another process of this machine. */
public final class ServedLedger implements ChainAccess {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final LedgerClient client;

    private ServedLedger(URI ledger, String token) {
        client = new LedgerClient(http, ledger, token, LOOK_EVERY);
    }

    /** @param tokenFile what the ledger's process wrote */
    public static ServedLedger open(URI ledger, Path tokenFile) {
        try {
            return new ServedLedger(ledger, Files.readString(tokenFile).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The ledger's token in " + tokenFile + " cannot be read", unreadable);
        }
    }

    @Override
    public Optional<Settlement> as(TransactionSigner key) {
        return Optional.of(new Settlement(key, client.as(key.address()), SettlementTerms.LEDGER));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
