package io.headrace.transport.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks host names up. Blocks its (virtual) thread. */
@FunctionalInterface
public interface HostNames {

    /** @throws UnknownHostException for one that leads nowhere */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** As this machine does it. */
    static HostNames system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
