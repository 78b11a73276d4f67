package io.headrace.transport;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Lets handlers read in {@code Host}, whatever the version, whom a client meant to call. Clients of HTTP/2 say it in
 * {@code :authority} and mostly leave {@code Host} out; where both are there, {@code :authority} is what the connection
 * was made for and replaces the other (RFC 9113 section 8.3.1). A request of HTTP/1 stays as it came: one without
 * {@code Host} does not say whom it means.
 */
final class HostOfAuthority implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        String authority = request.getHttpURI().getAuthority();
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2 || authority == null) {
            return request;
        }
        var headers = HttpFields.build(request.getHeaders()).put(HttpHeader.HOST, authority);
        return new Addressed(request, headers.asImmutable());
    }

    /** A request that names its host. */
    private static final class Addressed extends Request.Wrapper {
        private final HttpFields headers;

        Addressed(Request request, HttpFields headers) {
            super(request);
            this.headers = headers;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
