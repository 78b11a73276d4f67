package io.headrace.transport;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which requests go to which handler.
 *
 * @param methods in upper case; none stands for every method, as several of the network's endpoints have it
 */
public record Route(Set<String> methods, PathPattern pattern, Handler handler) {
    /** Answers the requests of one route. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange, PathParameters path) throws IOException;
    }

    public Route {
        methods = Set.copyOf(methods);
    }

    public static Route of(String method, String pattern, Handler handler) {
        return new Route(Set.of(method), PathPattern.of(pattern), handler);
    }

    public static Route anyMethod(String pattern, Handler handler) {
        return new Route(Set.of(), PathPattern.of(pattern), handler);
    }

    boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** Whether this route takes, of one method at least, every path of the other's form. */
    public boolean hides(Route other) {
        boolean sameMethod = methods.isEmpty()
                ? other.methods.isEmpty()
                : other.methods.stream().anyMatch(methods::contains);
        return sameMethod && pattern.hasFormOf(other.pattern);
    }

    @Override
    public String toString() {
        return (methods.isEmpty() ? "every method" : String.join(", ", new TreeSet<>(methods))) + " " + pattern;
    }
}
