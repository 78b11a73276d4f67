package io.headrace.gateway.openai;

import static java.util.stream.Collectors.joining;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.openai.ApiError;
import java.util.List;

/** What OpenAI has and this gateway has not, or has for another method, refused in words that its clients show. */
record UnservedRoute(List<Route> served) {

    UnservedRoute {
        served = List.copyOf(served);
    }

    void refuse(Exchange exchange, PathParameters path) throws Refused {
        var methods = served.stream()
                .filter(route -> route.pattern().match(exchange.path()).isPresent())
                .flatMap(route -> route.methods().stream())
                .distinct()
                .collect(joining(", "));
        if (methods.isEmpty()) {
            throw new Refused(new ApiError(
                    404,
                    exchange.path() + " is not served here; chat/completions, images, audio and models are",
                    "invalid_request_error",
                    "",
                    "unknown_url"));
        }
        throw new Refused(
                ApiError.ofRequest(405, exchange.path() + " takes " + methods + ", not " + exchange.method()));
    }
}
