package io.headrace.node.local;

import io.headrace.ledger.served.LedgerServer;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.InProcessLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.data.SecretFile;
import io.headrace.node.role.NodeBase;
import io.headrace.transport.TransportException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of the network's own process, which other processes reach over loopback. */
final class LocalLedgerChain implements LocalChain {

    private final InProcessLedger ledger;
    private final Optional<Served> served;

    private record Served(LedgerServer server, String url, Path token) {}

    private LocalLedgerChain(InProcessLedger ledger, Optional<Served> served) {
        this.ledger = ledger;
        this.served = served;
    }

    static LocalLedgerChain alone(DataDirectory data, NodeBase base) {
        return new LocalLedgerChain(begin(data, base), Optional.empty());
    }

    /** @throws TransportException when there is no port for it */
    static LocalLedgerChain served(DataDirectory data, NodeBase base) throws TransportException {
        var ledger = begin(data, base);
        var tokenFile = data.root().resolve("ledger.token");
        var token =
                SecretFile.loadOrCreate(tokenFile, base.secrets()).toString().substring(2);
        try {
            var server = LedgerServer.start(ledger.ledger(), token, 0);
            return new LocalLedgerChain(
                    ledger, Optional.of(new Served(server, "http://127.0.0.1:" + server.port(), tokenFile)));
        } catch (TransportException taken) {
            ledger.close();
            throw taken;
        }
    }

    private static InProcessLedger begin(DataDirectory data, NodeBase base) {
        return new InProcessLedger(
                LocalMoney.ledger(data, base.secrets()), LocalMoney.config().blockTime());
    }

    @Override
    public ChainAccess access() {
        return ledger;
    }

    @Override
    public List<String> words() {
        return served.map(at -> List.of(
                        "--ledger", at.url(), "--ledger-token-file", at.token().toString()))
                .orElse(List.of());
    }

    @Override
    public Map<String, Object> view() {
        return served.<Map<String, Object>>map(at -> Map.of("kind", "ledger", "url", at.url()))
                .orElse(Map.of("kind", "ledger"));
    }

    @Override
    public void close() {
        served.ifPresent(at -> at.server().close());
        ledger.close();
    }
}
