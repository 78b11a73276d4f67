package io.headrace.admin;

import io.headrace.transport.Exchange;
import io.headrace.transport.HttpHandler;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Refuses requests that were not addressed to this machine. A web page may let its own name point to 127.0.0.1 after it
 * was loaded, and then read this API as if it were its own server; the name in {@code Host} gives it away.
 */
record LocalCallersOnly(HttpHandler next) implements HttpHandler {

    private static final Pattern LOCAL =
            Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    public void handle(Exchange exchange) throws IOException {
        var host = exchange.headers().first("Host").orElse("");
        if (LOCAL.matcher(host).matches()) {
            next.handle(exchange);
        } else {
            Answers.refuse(exchange, 403, "The admin API is asked as 127.0.0.1 or localhost, from this machine");
        }
    }
}
