package io.headrace.admin;

import io.headrace.admin.money.SpendSwitch;
import io.headrace.chain.transaction.SpendGuard.Mode;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The guard over all spending: looked at by anybody, turned with the token. It asks no chain, so it answers at once. */
record GuardRoutes(ChangeDoor door, SpendSwitch guard) {

    private static final int MAX_REASON = 200;

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/guard", (exchange, _) -> show(exchange)),
                Route.of("POST", "/guard", (exchange, _) -> turn(exchange)));
    }

    private void turn(Exchange exchange) throws IOException {
        if (!door.isLetIn(exchange)) {
            return;
        }
        try {
            guard.set(mode(ChangeRequest.read(exchange, Set.of("mode", "reason"))));
        } catch (IllegalArgumentException | BodyTooLargeException wrong) {
            Answers.refuse(exchange, 400, String.valueOf(wrong.getMessage()));
            return;
        } catch (UncheckedIOException full) {
            Answers.refuse(exchange, 500, "The switch holds until the next start only: " + full.getMessage());
            return;
        }
        show(exchange);
    }

    private static Mode mode(ChangeRequest request) {
        return switch (request.text("mode")) {
            case "live" -> new Mode.Live();
            case "dry-run" -> new Mode.DryRun();
            case "stopped" -> {
                var reason = request.text("reason").strip();
                if (reason.isEmpty()
                        || reason.length() > MAX_REASON
                        || !reason.equals(reason.replaceAll("\\p{Cntrl}", ""))) {
                    throw new IllegalArgumentException(
                            "The field reason is one line of 1 to " + MAX_REASON + " characters");
                }
                yield new Mode.Stopped(reason);
            }
            default -> throw new IllegalArgumentException("The field mode is live, dry-run or stopped");
        };
    }

    private void show(Exchange exchange) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        switch (guard.mode()) {
            case Mode.Live _ -> fields.put("mode", "live");
            case Mode.DryRun _ -> fields.put("mode", "dry-run");
            case Mode.Stopped(var why) -> {
                fields.put("mode", "stopped");
                fields.put("reason", why);
            }
        }
        fields.put("tickets", document(guard.tickets()));
        fields.put("transactions", document(guard.transactions()));
        Answers.document(exchange, 200, fields);
    }

    private static Map<String, Object> document(SpendSwitch.Allowance allowance) {
        var caps = allowance.caps();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("perSecond", caps.perSecond().toString());
        fields.put("perHour", caps.perHour().toString());
        fields.put("perPeerHour", caps.perPeerHour().toString());
        fields.put("perPipelineHour", caps.perPipelineHour().toString());
        fields.put("spentInHour", allowance.spentInHour().toString());
        return fields;
    }
}
