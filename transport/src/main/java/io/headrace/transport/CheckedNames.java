package io.headrace.transport;

import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the host of each new connection, and hands on only those addresses that its call may reach. A call's rules travel as
 * its request's tag: connections are shared by calls of the same rules alone. A look-up takes as long as the system lets it; how
 * long a call waits for one is in its limits.
 *
 * @param threads on which look-ups may block
 */
record CheckedNames(HostNames names, Executor threads) implements SocketAddressResolver {

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> found) {
        var tag = destination(context).getOrigin().getTag();
        threads.execute(() -> {
            List<InetSocketAddress> addresses;
            try {
                addresses = addresses(host, tag).stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
            } catch (IOException | RuntimeException nowhere) {
                found.failed(nowhere);
                return;
            }
            found.succeeded(addresses);
        });
    }

    /** The library puts it there for each connection. */
    private static Destination destination(Map<String, Object> context) {
        return (Destination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY), "No destination");
    }

    private List<InetAddress> addresses(String host, @Nullable Object tag) throws IOException {
        var all = names.addresses(host);
        if (!(tag instanceof AddressRules rules)) {
            return all;
        }
        var allowed = all.stream().filter(rules::allows).toList();
        if (allowed.isEmpty()) {
            var shown = all.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            throw new ConnectException(host + " leads to " + shown + ", where this call may not go");
        }
        return allowed;
    }
}
