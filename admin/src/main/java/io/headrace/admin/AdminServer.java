package io.headrace.admin;

import io.headrace.admin.money.Errands;
import io.headrace.transport.HttpHandler;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.ServerLimits;
import io.headrace.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's admin API, on loopback. Whoever is on this machine may read; to change something takes the token.
 *
 * <pre>
 * GET  /jobs                     the newest jobs, oldest first
 * GET  /jobs/{id}/explain        what happened to one; text with Accept: text/plain
 * GET  /jobs/{id}/journal        its entries as they are kept, one to a line
 * GET  /status                   role, name, version, address, pid, uptime in seconds, draining, what is on its hands
 * GET  /wallet                   what the node has; 404 without money
 * POST /wallet/{change}          fund, unlock, cancel-unlock, withdraw, transfer; with the token
 * GET  /guard                    the switch and the caps of all spending
 * POST /guard                    turns the switch; with the token
 * GET  /orchestrator/earnings    what an orchestrator earned and staked, and on which terms
 * GET  /orchestrator/price       what it asks
 * POST /registerLiveRunners      takes the operator's live runners; with the token
 * POST /orchestrator/{change}    register, reward, price, uri, withdraw-fees, unbond, withdraw-stake; with the token
 * GET  /errands/{errand}         how a change ended that took long; with the token
 * GET  /healthz                  200 as long as it lives
 * GET  /readyz                   200, or 503 and every reason why no work is taken
 * GET  /metrics                  every meter, in Prometheus' text format
 * GET  /realtime                 the names of real-time streams
 * GET  /realtime/{name}/frames   how the newest frames of one flew, hop by hop
 * GET  /drain                    whether it is drained, and what is left
 * POST /drain?within=SECONDS     takes nothing new from now on; with the token
 * DELETE /drain                  takes new work again; with the token
 * </pre>
 */
public final class AdminServer implements AutoCloseable {

    private static final ServerLimits LIMITS = new ServerLimits(
            100, 32, 16 * 1024, Duration.ofMinutes(1), Duration.ofSeconds(5), 1_024, Duration.ofSeconds(5));

    private final HttpServer http;
    private final Errands errands;

    private AdminServer(HttpServer http, Errands errands) {
        this.http = http;
        this.errands = errands;
    }

    /** @throws TransportException when the port cannot be had */
    public static AdminServer start(AdminConfig config, AdminParts parts) throws TransportException {
        var errands = new Errands();
        return new AdminServer(
                HttpServer.start(
                        HttpServerConfig.plain(config.host(), config.port()).with(LIMITS),
                        handler(config.token(), parts, errands)),
                errands);
    }

    static HttpHandler handler(AdminToken token, AdminParts parts, Errands errands) {
        var routes = Stream.of(
                        new JobRoutes(parts.journal(), parts.join()).routes(),
                        new NodeRoutes(parts.node(), parts.wallet(), parts.drain(), parts.meters()).routes(),
                        new HealthRoutes(parts.drain(), parts.readiness()).routes(),
                        new DrainRoute(token, parts.drain()).routes(),
                        new FrameRoutes(parts.frames()).routes(),
                        new RunnerRoutes(token, parts.runners()).routes(),
                        new MoneyRoutes(token, parts.money(), errands, ChangeDoor.USUAL_PATIENCE).routes())
                .flatMap(List::stream)
                .toList();
        return new LocalCallersOnly(new Router(routes));
    }

    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        errands.close();
    }
}
