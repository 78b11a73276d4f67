package io.headrace.orchestrator.byoc;

import io.headrace.transport.Headers;
import io.headrace.transport.address.ResolvedUri;

/** What every call of an application has in its head. */
public final class AppCalls {

    private AppCalls() {}

    /** @param token empty for none */
    public static Headers head(ResolvedUri address, String token) {
        var host = Headers.of("Host", address.authority());
        return token.isEmpty() ? host : host.with("Authorization", "Bearer " + token);
    }
}
