package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What the HTTP library's exceptions mean to a caller. */
final class FailureOfCall {
    private FailureOfCall() {}

    /** @param what was tried, for the message */
    static TransportException translated(String what, ExecutionException wrapper) {
        Throwable failure = wrapper.getCause() == null ? wrapper : wrapper.getCause();
        var kind = kind(failure);
        return new TransportException(kind, what + ": " + words(kind) + " (" + failure.getMessage() + ")", failure);
    }

    private static Kind kind(Throwable failure) {
        return switch (failure) {
            case ConnectException _, UnknownHostException _, NoRouteToHostException _ -> Kind.UNREACHABLE;
            case SocketTimeoutException _, UnresolvedAddressException _, SSLException _ -> Kind.UNREACHABLE;
            case RejectedExecutionException _ -> Kind.OVERLOADED;
            case TimeoutException _ -> Kind.BODY_TIMEOUT;
            default -> Kind.BROKEN_OFF;
        };
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case UNREACHABLE, CANNOT_LISTEN -> "the peer cannot be reached";
            case HEADER_TIMEOUT, BODY_TIMEOUT, TOO_SLOW -> "the peer took too long";
            case OVERLOADED -> "too many requests wait for this peer";
            case BROKEN_OFF, TOO_LARGE -> "the exchange broke off";
        };
    }
}
