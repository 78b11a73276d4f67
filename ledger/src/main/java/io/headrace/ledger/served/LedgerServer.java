package io.headrace.ledger.served;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.Command;
import io.headrace.ledger.LedgerFace;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import tools.jackson.core.JacksonException;

/**
 * Serves a ledger to the other processes of a local network. Whoever has the token may act for any account, as a
 * development chain with unlocked accounts allows it; nobody else may ask anything. Time is moved by the process that
 * owns the ledger alone.
 *
 * <pre>
 *   POST /commands              a command            its answer
 *   GET  /accounts/{address}                         what the account has
 *   GET  /chain                                      block, rounds, active orchestrators
 *   GET  /claims/{sender}/{recipient}                claimed of the reserve in this round
 *   GET  /used/{ticket}                              whether the ticket was redeemed
 * </pre>
 */
public final class LedgerServer implements AutoCloseable {

    private static final int MAX_COMMAND_BYTES = 16 * 1024;
    private static final String LOOPBACK = "127.0.0.1";

    private final LedgerFace ledger;
    private final byte[] authorization;
    private final HttpServer server;

    private LedgerServer(LedgerFace ledger, String token, int port) throws TransportException {
        this.ledger = ledger;
        this.authorization = ("Bearer " + token).getBytes(UTF_8);
        this.server = HttpServer.start(HttpServerConfig.plain(LOOPBACK, port), routes());
    }

    /**
     * @param token what clients must present
     * @param port 0 lets the system choose
     */
    public static LedgerServer start(LedgerFace ledger, String token, int port) throws TransportException {
        return new LedgerServer(ledger, token, port);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private Router routes() {
        return Router.of(
                Route.of("POST", "/commands", (exchange, _) -> answer(exchange, () -> command(exchange))),
                Route.of(
                        "GET",
                        "/accounts/{address}",
                        (exchange, path) ->
                                answer(exchange, () -> ledger.account(EthAddress.parse(path.get("address"))))),
                Route.of("GET", "/chain", (exchange, _) -> answer(exchange, ledger::chain)),
                Route.of(
                        "GET",
                        "/claims/{sender}/{recipient}",
                        (exchange, path) -> answer(
                                exchange,
                                () -> ledger.claimed(
                                        EthAddress.parse(path.get("sender")),
                                        EthAddress.parse(path.get("recipient"))))),
                Route.of(
                        "GET",
                        "/used/{ticket}",
                        (exchange, path) -> answer(exchange, () -> ledger.used(Hash256.parse(path.get("ticket"))))));
    }

    @FunctionalInterface
    private interface Question {
        Object ask() throws IOException;
    }

    private void answer(Exchange exchange, Question question) throws IOException {
        if (!authorized(exchange)) {
            exchange.refuse(403, "the ledger's token is missing or wrong");
            return;
        }
        byte[] answer;
        try {
            answer = LedgerJson.write(question.ask());
        } catch (JacksonException | IllegalArgumentException malformed) {
            exchange.refuse(400, "not understood: " + malformed.getMessage());
            return;
        }
        exchange.answer(200, Headers.contentType("application/json"), ByteBuffer.wrap(answer));
    }

    private boolean authorized(Exchange exchange) {
        return exchange.headers()
                .first("Authorization")
                .filter(given -> MessageDigest.isEqual(given.getBytes(UTF_8), authorization))
                .isPresent();
    }

    private LedgerFace.CommandAnswer command(Exchange exchange) throws IOException {
        var command = LedgerJson.read(exchange.body().readAll(MAX_COMMAND_BYTES), Command.class);
        if (command instanceof Command.Advance || command instanceof Command.SetPaused) {
            throw new IllegalArgumentException("only the ledger's owner moves time and stops contracts");
        }
        return ledger.command(command);
    }
}
