package io.headrace.admin;

import io.headrace.admin.money.Errand;
import io.headrace.admin.money.Errands;
import io.headrace.admin.money.Report;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of every change that waits for a chain: the token, the wish, a thread of its own, an answer in time.
 *
 * <pre>
 *   200  done, with the document of what changed
 *   202  {"errand","pending":true}: it takes longer than the patience; GET /errands/{errand} tells the rest
 *   400  a wish that cannot be    401  no token
 *   409  refused: {"error":{"message","reason"}}, the contract's own reason; or a name used for another change
 *   429  too many at once         503  the chain does not answer
 * </pre>
 *
 * A caller that gives an {@code Idempotency-Key} may ask again without having it done twice.
 *
 * @param patience how long a caller waits for the answer
 */
record ChangeDoor(AdminToken token, Errands errands, Duration patience) {

    static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private static final String KEY = "Idempotency-Key";
    private static final String KEY_FORM = "[A-Za-z0-9_-]{8,100}";

    /** @param change reads the wish, and gives what carries it out */
    Route post(String path, Set<String> fields, Function<ChangeRequest, Supplier<Report>> change) {
        return Route.of("POST", path, (exchange, _) -> change(exchange, path, fields, change));
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/errands/{errand}", this::look));
    }

    /** Or answers. */
    boolean isLetIn(Exchange exchange) throws IOException {
        boolean letIn = token.isShownIn(exchange.headers());
        if (!letIn) {
            exchange.answer(401, Headers.of("WWW-Authenticate", "Bearer"), ByteBuffer.allocate(0));
        }
        return letIn;
    }

    private void change(
            Exchange exchange, String path, Set<String> fields, Function<ChangeRequest, Supplier<Report>> change)
            throws IOException {
        if (!isLetIn(exchange)) {
            return;
        }
        Errands.Beginning beginning;
        try {
            var request = ChangeRequest.read(exchange, fields);
            beginning = errands.begin(key(exchange), path + " " + request, change.apply(request));
        } catch (IllegalArgumentException | BodyTooLargeException wrong) {
            Answers.refuse(exchange, 400, String.valueOf(wrong.getMessage()));
            return;
        }
        switch (beginning) {
            case Errands.Beginning.Begun(var errand) -> await(exchange, errand);
            case Errands.Beginning.NameTaken(var what) ->
                Answers.refuse(exchange, 409, "This " + KEY + " was used for another change: " + what);
            case Errands.Beginning.TooMany(var underWay) ->
                Answers.refuse(exchange, 429, underWay + " changes are under way; wait for one to end");
        }
    }

    private static Optional<String> key(Exchange exchange) {
        return exchange.headers().first(KEY).map(key -> {
            if (!key.matches(KEY_FORM)) {
                throw new IllegalArgumentException(
                        "An " + KEY + " has 8 to 100 letters, digits, hyphens and underscores");
            }
            return key;
        });
    }

    private void look(Exchange exchange, PathParameters path) throws IOException {
        if (!isLetIn(exchange)) {
            return;
        }
        var errand = errands.find(path.get("errand"));
        if (errand.isPresent()) {
            await(exchange, errand.get());
        } else {
            Answers.refuse(
                    exchange,
                    404,
                    "No such change is remembered: a restart forgets them, and so do many others. See `wallet show`");
        }
    }

    private void await(Exchange exchange, Errand errand) throws IOException {
        try {
            var report = errand.await(patience);
            if (report.isPresent()) {
                answer(exchange, report.get());
            } else {
                Answers.document(exchange, 202, pending(errand));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            Answers.refuse(exchange, 503, "The node ends; the change may still be mined");
        }
    }

    private static Map<String, Object> pending(Errand errand) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("errand", errand.name());
        fields.put("pending", true);
        return fields;
    }

    private static void answer(Exchange exchange, Report report) throws IOException {
        switch (report) {
            case Report.Done(var document) -> Answers.document(exchange, 200, document);
            case Report.Refused(var reason, var sentence) -> Answers.refuse(exchange, 409, sentence, reason);
            case Report.Failed(var sentence) -> Answers.refuse(exchange, 503, sentence);
        }
    }
}
