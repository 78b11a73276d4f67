package io.headrace.transport;

import org.eclipse.jetty.http.HttpFields;

/** Turns Jetty's header fields into ours. */
final class JettyHeaders {
    private JettyHeaders() {}

    static Headers of(HttpFields fields) {
        return new Headers(fields.stream()
                .map(field -> new Header(field.getName(), field.getValue() == null ? "" : field.getValue()))
                .toList());
    }
}
